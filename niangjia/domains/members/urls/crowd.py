"""Addresses of writing people down where they stand."""

from django.urls import path

from niangjia.domains.members.views import crowd

urlpatterns = [
    path("crowd/", crowd.write, name="crowd"),
    path("crowd/send/", crowd.send, name="send_crowd"),
    path("crowd/worker.js", crowd.worker, name="crowd_worker"),
]
