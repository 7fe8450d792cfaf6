"""Addresses of the parameters."""

from django.urls import path

from . import views

app_name = "parameters"
urlpatterns = [
    path("parameters/", views.index, name="list"),
    path("parameters/<str:key>/set/", views.set_value, name="set"),
    path("parameters/values/<int:pk>/end/", views.end, name="end"),
]
