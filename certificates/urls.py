from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("verifier/", views.verify, name="verify"),
    path("<uuid:uuid>/etat/", views.award_state, name="state"),
    path("<uuid:uuid>/pdf/", views.download, name="download"),
    path("<str:code>/", views.verification, name="verification"),
]
