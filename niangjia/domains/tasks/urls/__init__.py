"""Addresses of the room, by noun."""

from . import pairings, programmes, tasks

app_name = "tasks"

urlpatterns = [*programmes.urlpatterns, *tasks.urlpatterns, *pairings.urlpatterns]
