"""Addresses of the document register."""

from django.urls import path

from niangjia.domains.tasks.views import register as views

urlpatterns = [
    path("register/", views.index, name="register"),
    path("register/new/", views.register, name="register_document"),
    path("register/export/", views.export, name="export_register"),
    path("register/<int:pk>/", views.show, name="entry"),
    path("register/<int:pk>/edit/", views.correct, name="correct_entry"),
    path("register/<int:pk>/task/", views.begin_task, name="entry_task"),
    path("register/<int:pk>/programme/", views.begin_programme, name="entry_programme"),
    path("register/<int:pk>/do/<str:verb>/", views.handle, name="handle_entry"),
]
