"""Addresses of what people choose of their ledgers."""

from django.urls import path

from . import views

app_name = "habits"
urlpatterns = [
    path("ledgers/<slug:ledger>/filters/", views.keep_filter, name="keep_filter"),
    path("ledgers/<slug:ledger>/columns/", views.habit, name="habit"),
    path("filters/<int:pk>/drop/", views.drop_filter, name="drop_filter"),
]
