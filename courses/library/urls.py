from django.urls import path

from courses.library import views

app_name = "library"
urlpatterns = [
    path("resultats/", views.finding_list, name="findings"),
    path("resultats/<slug:code>/", views.finding_page, name="finding"),
]
