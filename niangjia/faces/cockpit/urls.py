"""Addresses of the cockpit."""

from django.urls import path

from . import views

app_name = "cockpit"
urlpatterns = [
    path("", views.show, name="show"),
    path("charts/<slug:name>.json", views.chart, name="chart"),
    path("rows/", views.rows, name="rows"),
    path("metrics/", views.metrics, name="metrics"),
    path("declared/", views.declared, name="declared"),
]
