"""Addresses of writing people down where they stand."""

from django.urls import path

from niangjia.domains.members.views import crowd

urlpatterns = [
    path("applications/crowd/", crowd.write, name="crowd"),
    path("applications/crowd/send/", crowd.send, name="send_crowd"),
    path("applications/crowd/worker.js", crowd.worker, name="crowd_worker"),
]
