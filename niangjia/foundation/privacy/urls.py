"""Addresses of the register."""

from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("privacy/register/", views.index, name="register"),
    path("privacy/register/<slug:key>/", views.show, name="activity"),
    path("privacy/register/<slug:key>/assess/", views.assess, name="assess"),
]
