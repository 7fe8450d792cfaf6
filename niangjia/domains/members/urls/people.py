"""Addresses of persons and their memberships."""

from django.urls import path

from niangjia.domains.members.views import people

urlpatterns = [
    path("people/<int:pk>/", people.show, name="person"),
    path("people/<int:pk>/correct/", people.correct, name="correct"),
    path("memberships/<int:pk>/<slug:verb>/", people.act, name="membership_act"),
]
