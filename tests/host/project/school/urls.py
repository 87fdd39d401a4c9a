from django.contrib.auth.views import LoginView
from django.urls import include, path

urlpatterns = [
    path("entrer/", LoginView.as_view(), name="entrer"),
    path("ecole/attestations/", include("certificates.urls")),
    path("ecole/", include("courses.urls")),
]
