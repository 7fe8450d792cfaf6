"""Addresses of the room, by noun."""

from . import applications, crowd, people, posters, rights, roll, transfers

app_name = "members"

urlpatterns = [
    *roll.urlpatterns,
    *people.urlpatterns,
    *transfers.urlpatterns,
    *rights.urlpatterns,
    *applications.urlpatterns,
    *posters.urlpatterns,
    *crowd.urlpatterns,
]
