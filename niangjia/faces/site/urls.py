"""Addresses anybody may open."""

from django.urls import path

from . import views

app_name = "site"
urlpatterns = [
    path("accounts/demo/", views.demo_sign_in, name="demo_sign_in"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("about/sign-in/", views.sign_in_help, name="sign_in_help"),
    path("healthz", views.alive, name="alive"),
]
