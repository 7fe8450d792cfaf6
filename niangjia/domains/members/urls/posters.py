"""Addresses of the codes that lead to joining."""

from django.urls import path

from niangjia.domains.members.views import posters

urlpatterns = [
    path("posters/", posters.index, name="posters"),
    path("posters/new/", posters.make, name="make_poster"),
    path("posters/<int:pk>/", posters.show, name="poster"),
    path("posters/<int:pk>/placard.pdf", posters.placard, name="placard"),
    path("posters/<int:pk>/code.svg", posters.code, name="poster_code"),
    path("posters/<int:pk>/close/", posters.close, name="close_poster"),
]
