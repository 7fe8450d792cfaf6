"""Addresses of observation rounds and gap sheets."""

from django.urls import path

from niangjia.domains.tasks.views import gaps, rounds

urlpatterns = [
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/new/", rounds.plan, name="plan_round"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/press/<slug:verb>/", rounds.press, name="press_round"),
    path("rounds/<int:pk>/edit/", rounds.replan, name="replan_round"),
    path("rounds/<int:pk>/sites/new/", rounds.add_site, name="add_site"),
    path("rounds/<int:pk>/people/new/", rounds.add_participant, name="add_participant"),
    path("rounds/<int:pk>/people/came/", rounds.attend_many, name="attend_many"),
    path("rounds/<int:pk>/sum-up/", rounds.sum_up, name="sum_up"),
    path("rounds/<int:pk>/call-off/", rounds.call_off, name="call_off"),
    path("rounds/<int:pk>/exchanges/new/", rounds.add_exchange, name="add_exchange"),
    path("rounds/<int:pk>/gaps/", gaps.index, name="gaps"),
    path("rounds/<int:pk>/gaps/<int:union_id>/", gaps.show, name="gap_sheet"),
    path("rounds/<int:pk>/gaps/<int:union_id>/export/", gaps.export, name="export_gaps"),
    path("rounds/<int:pk>/gaps/<int:union_id>/<str:metric>/", gaps.chase, name="chase_gap"),
    path("rounds/sites/<int:pk>/move/", rounds.move_site, name="move_site"),
    path("rounds/sites/<int:pk>/drop/", rounds.drop_site, name="drop_site"),
    path("rounds/sites/<int:pk>/findings/", rounds.note_findings, name="note_findings"),
    path("rounds/people/<int:pk>/", rounds.attend, name="attend"),
    path("rounds/people/<int:pk>/drop/", rounds.drop_participant, name="drop_participant"),
]
