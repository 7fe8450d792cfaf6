"""Addresses of the roll."""

from django.urls import path

from niangjia.domains.members.views import roll

urlpatterns = [
    path("", roll.index, name="roll"),
    path("lookup/", roll.lookup, name="lookup"),
    path("export/", roll.export, name="export"),
    path("bulk/<slug:action>/", roll.bulk, name="roll_bulk"),
]
