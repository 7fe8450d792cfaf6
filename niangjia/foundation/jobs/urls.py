"""Address of a long job."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [path("jobs/<uuid:pk>/", views.status, name="status")]
