"""Addresses of transfers."""

from django.urls import path

from niangjia.domains.members.views import transfers

urlpatterns = [
    path("transfers/", transfers.index, name="transfers"),
    path("transfers/accept/", transfers.accept_many, name="accept_transfers"),
    path("transfers/<int:pk>/", transfers.show, name="transfer"),
    path("transfers/<int:pk>/<slug:verb>/", transfers.act, name="transfer_act"),
]
