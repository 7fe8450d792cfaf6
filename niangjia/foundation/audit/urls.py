"""Addresses of the trail."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.list_entries, name="list"),
    path("audit/export/", views.export, name="export"),
]
