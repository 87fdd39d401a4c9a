from django.urls import path

from courses.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("formations/", views.course_list, name="list"),
    path("medias/<str:sha256>/<str:name>", views.media, name="media"),
]
