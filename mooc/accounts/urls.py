"""Our own account pages, beside allauth's, under the same prefix."""

from django.urls import path

from mooc.accounts import views

urlpatterns = [
    path("profil/", views.edit_profile, name="profile"),
    path("securite/", views.show_security, name="account_security"),
    path("mes-donnees/", views.show_my_data, name="my_data"),
    path("mes-donnees/telecharger/", views.download_my_data, name="my_data_export"),
    path("mes-donnees/effacer/", views.erase_my_data, name="my_data_erase"),
]
