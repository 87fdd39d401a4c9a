"""Index of the URLs: one namespace a package, inside `courses`."""

from django.urls import include, path

app_name = "courses"
urlpatterns = [
    path("", include("courses.catalogue.urls")),
    path("", include("courses.learning.urls")),
    path("", include("courses.library.urls")),
]
