"""Addresses of imports and exports."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("import/<str:layout>/", views.start, name="start"),
    path("import/<str:layout>/template/", views.template, name="template"),
    path("imports/<int:pk>/", views.check, name="check"),
    path("imports/<int:pk>/run/", views.run, name="run"),
    path("imports/<int:pk>/undo/", views.undo, name="undo"),
    path("imports/<int:pk>/problems/", views.problems, name="problems"),
    path("exports/<int:pk>/", views.export, name="export"),
    path("audit/exports/", views.taken, name="taken"),
    path("audit/exports/export/", views.export_taken, name="export_taken"),
]
