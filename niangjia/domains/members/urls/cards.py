"""Addresses of cards."""

from django.urls import path

from niangjia.domains.members.views import cards

urlpatterns = [
    path("cards/", cards.index, name="cards"),
    path("cards/order/<int:pk>/", cards.order, name="order_card"),
    path("cards/bulk/<slug:action>/", cards.bulk, name="card_bulk"),
    path("cards/<int:pk>/<slug:verb>/", cards.act, name="card_act"),
]
