"""Addresses of the workers' pages."""

from django.urls import path

from .views import entry, home, matters, me, unions

app_name = "portal"
urlpatterns = [
    path("m/", home.home, name="home"),
    path("m/in/", entry.enter, name="enter"),
    path("m/in/code/", entry.enter_code, name="enter_code"),
    path("m/in/again/", entry.enter_again, name="enter_again"),
    path("m/in/who/", entry.enter_who, name="enter_who"),
    path("m/in/answer/", entry.enter_answer, name="enter_answer"),
    path("m/unions/", unions.directory, name="unions"),
    path("m/unions/<int:pk>/", unions.listed, name="listed"),
    path("m/how/", unions.how, name="how"),
    path("m/matters/", matters.matters, name="matters"),
    path("m/matters/<slug:matter_kind>/<int:pk>/", matters.matter, name="matter"),
    path("m/matters/<slug:matter_kind>/<int:pk>/withdraw/", matters.withdraw, name="withdraw"),
    path("m/me/", me.me, name="me"),
    path("m/messages/", me.messages, name="messages"),
    path("m/messages/read/", me.read_messages, name="read_messages"),
    path("m/messages/<int:pk>/", me.open_message, name="open_message"),
    path("m/dress/", me.dress, name="dress"),
]
