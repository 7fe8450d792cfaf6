"""Addresses of pairings, visits and problems."""

from django.urls import path

from niangjia.domains.tasks.views import pairings, visits

urlpatterns = [
    path("pairings/", pairings.index, name="pairings"),
    path("pairings/new/", pairings.create, name="pair"),
    path("pairings/export/", pairings.export, name="export_pairings"),
    path("pairings/<int:pk>/", pairings.show, name="pairing"),
    path("pairings/<int:pk>/hand-over/", pairings.hand_over, name="hand_over"),
    path("pairings/<int:pk>/end/", pairings.end, name="end_pairing"),
    path("pairings/visits/", visits.index, name="visits"),
    path("pairings/visits/new/", visits.write, name="write_visit"),
    path("pairings/visits/new/worker.js", visits.worker, name="visit_worker"),
    path("pairings/visits/send/", visits.send, name="send_visit"),
    path("pairings/visits/<int:pk>/", visits.show, name="visit"),
    path("pairings/visits/<int:pk>/problem/", visits.add_problem, name="add_problem"),
    path("pairings/problems/", visits.problems, name="problems"),
    path("pairings/problems/<int:pk>/hand-on/", visits.hand_on, name="hand_on"),
    path("pairings/problems/<int:pk>/raise/", visits.raise_up, name="raise_up"),
    path("pairings/problems/<int:pk>/send-down/", visits.send_down, name="send_down"),
    path("pairings/problems/<int:pk>/settle/", visits.settle, name="settle"),
]
