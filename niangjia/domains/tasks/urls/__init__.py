"""Addresses of the room, by noun."""

from . import pairings, programmes, rounds, tasks

app_name = "tasks"

urlpatterns = [
    *programmes.urlpatterns,
    *tasks.urlpatterns,
    *pairings.urlpatterns,
    *rounds.urlpatterns,
]
