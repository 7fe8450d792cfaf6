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
    path("visits/", visits.index, name="visits"),
    path("visits/new/", visits.write, name="write_visit"),
    path("visits/new/worker.js", visits.worker, name="visit_worker"),
    path("visits/send/", visits.send, name="send_visit"),
    path("visits/<int:pk>/", visits.show, name="visit"),
    path("visits/<int:pk>/problem/", visits.add_problem, name="add_problem"),
    path("problems/", visits.problems, name="problems"),
    path("problems/<int:pk>/hand-on/", visits.hand_on, name="hand_on"),
    path("problems/<int:pk>/settle/", visits.settle, name="settle"),
]
