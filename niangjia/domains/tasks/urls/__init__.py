"""Addresses of the room, by noun."""

from . import pairings, programmes, register, research, rhythms, rounds, tasks

app_name = "tasks"

urlpatterns = [
    *programmes.urlpatterns,
    *tasks.urlpatterns,
    *pairings.urlpatterns,
    *rounds.urlpatterns,
    *research.urlpatterns,
    *rhythms.urlpatterns,
    *register.urlpatterns,
]
