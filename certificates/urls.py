from django.urls import path

from certificates.views import cohort, corrections, holder, issuer, templates, verification

app_name = "certificates"
# The paper of a kind of document: for every course, then for one.
PAPERS = ("modeles/<slug:kind>/", "modeles/<slug:kind>/<uuid:course>/")
urlpatterns = [
    path("verifier/", verification.verify, name="verify"),
    path("verifier/fichier/", verification.verify_file, name="verify_file"),
    path("emetteur/", issuer.issuer, name="issuer"),
    path("emetteur/did.json", issuer.did, name="did"),
    path("emetteur/profil.json", issuer.issuer_profile, name="issuer_profile"),
    path("statuts/<int:number>/", issuer.status_list, name="status_list"),
    path("promotions/", cohort.cohort_list, name="cohorts"),
    path("promotions/<uuid:uuid>/", cohort.cohort_page, name="cohort"),
    path("promotions/<uuid:uuid>/archive/", cohort.archive, name="cohort_archive"),
    path("promotions/<uuid:uuid>/remplacer/", corrections.replace, name="cohort_replace"),
    path("promotions/<uuid:uuid>/revoquer/", corrections.revoke, name="cohort_revoke"),
    path("promotions/<uuid:uuid>/<str:kind>/etat/", cohort.progress, name="cohort_progress"),
    path("promotions/<uuid:uuid>/<str:kind>/delivrer/", cohort.issue, name="cohort_issue"),
    path("promotions/<uuid:uuid>/<str:kind>/relancer/", cohort.retry, name="cohort_retry"),
    path(
        "promotions/<uuid:uuid>/<str:kind>/apercu/<uuid:enrolment>/",
        cohort.preview,
        name="cohort_preview",
    ),
    path("demandes/", corrections.request_list, name="corrections"),
    path("demandes/<uuid:uuid>/", corrections.request_page, name="correction_request"),
    path("<uuid:uuid>/etat/", holder.award_state, name="state"),
    path("<uuid:uuid>/pdf/", holder.download, name="download"),
    path("<uuid:uuid>/justificatif/", holder.credential, name="credential"),
    path("<uuid:uuid>/correction/", holder.correction, name="correction"),
    path("modeles/", templates.papers, name="templates"),
    *(path(start, templates.edit, name="template_edit") for start in PAPERS),
    *(path(f"{start}apercu/", templates.show_preview, name="template_preview") for start in PAPERS),
    *(path(f"{start}versions/", templates.history, name="template_history") for start in PAPERS),
    *(
        path(f"{start}versions/<int:number>/", templates.version_specimen, name="template_version")
        for start in PAPERS
    ),
    path("<str:code>/", verification.verification, name="verification"),
]
