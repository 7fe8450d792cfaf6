"""Addresses of the room, by noun."""

from . import applications, cards, crowd, people, posters, rights, roll, transfers

app_name = "members"

urlpatterns = [
    *roll.urlpatterns,
    *people.urlpatterns,
    *transfers.urlpatterns,
    *cards.urlpatterns,
    *rights.urlpatterns,
    *applications.urlpatterns,
    *posters.urlpatterns,
    *crowd.urlpatterns,
]
