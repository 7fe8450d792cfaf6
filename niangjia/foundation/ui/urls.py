"""Addresses of the interface itself: display settings, staying signed in, the style guide."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("ui/display/", views.save_display, name="display"),
    path("ui/alive/", views.alive, name="alive"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/chart/", views.sample_chart, name="sample_chart"),
]
