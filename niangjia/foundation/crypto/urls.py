"""Addresses of protected values."""

from django.urls import path

from . import views

app_name = "crypto"
urlpatterns = [
    path("reveal/<str:table>/<int:pk>/<slug:field>/", views.reveal, name="reveal"),
    path("audit/disclosures/", views.disclosures, name="disclosures"),
    path("audit/disclosures/export/", views.export_disclosures, name="export_disclosures"),
]
