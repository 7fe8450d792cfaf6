"""Addresses of the workbench."""

from django.urls import path

from . import views

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("todos/", views.todos, name="todos"),
    path("todos/started/", views.started, name="started"),
    path("todos/done/", views.done, name="done"),
    path("search/", views.search, name="search"),
    path("help/", views.help_page, name="help"),
    path("keys/", views.keys, name="keys"),
]
