"""The addresses of the site. Paths are French: they are read in the browser's bar."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from mooc import health, mails, views

# allauth's limits and second factor also guard the administration.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = settings.SITE_NAME

urlpatterns = [
    path("", views.home, name="home"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("compte/", include("mooc.accounts.urls")),
    path("compte/", include("allauth.urls")),
    path("compte/", include("mooc.accounts.addresses")),
    path("administration/", admin.site.urls),
    path("attestations/", include("certificates.urls")),
    path("", include("courses.urls")),
]
if settings.SHOWS_MAILS:
    urlpatterns += [
        path("courriels/", mails.list_mails, name="mails"),
        path("courriels/<str:name>/", mails.show_mail, name="mail"),
    ]
