from django.urls import path

from courses.library.views import browsing, downloads, reading, shelf

app_name = "library"
_citation = "citation.<slug:suffix>"
urlpatterns = [
    path("ressources/", browsing.browse, name="browse"),
    path("ressources/prismes/", browsing.matrix_page, name="matrix"),
    path("resultats/", reading.finding_list, name="findings"),
    path("resultats/<slug:code>/", reading.finding_page, name="finding"),
    path(f"resultats/<slug:code>/{_citation}", downloads.finding_citation, name="finding_citation"),
    path("enonces/<slug:code>/", reading.statement_page, name="statement"),
    path("references/<slug:code>/", reading.reference_page, name="reference"),
    path("lectures/<slug:code>/", reading.decision_page, name="decision"),
    path("rayon-academique/", shelf.shelf_page, name="shelf"),
    path(
        "rayon-academique/citations.<slug:suffix>",
        downloads.shelf_citations,
        name="shelf_citations",
    ),
    path("rayon-academique/<slug:key>/", shelf.notice_page, name="notice"),
    path(
        f"rayon-academique/<slug:key>/{_citation}",
        downloads.notice_citation,
        name="notice_citation",
    ),
]
