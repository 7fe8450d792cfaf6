"""Addresses of the room, by noun."""

from . import programmes, tasks

app_name = "tasks"

urlpatterns = [*programmes.urlpatterns, *tasks.urlpatterns]
