"""Addresses of the room, by noun."""

from . import rights

app_name = "members"

urlpatterns = [
    *rights.urlpatterns,
]
