"""Addresses of the room, by noun."""

from . import applications, rights

app_name = "members"

urlpatterns = [
    *rights.urlpatterns,
    *applications.urlpatterns,
]
