"""Addresses of field research."""

from django.urls import path

from niangjia.domains.tasks.views import research as views

urlpatterns = [
    path("research/", views.index, name="researches"),
    path("research/new/", views.plan, name="plan_research"),
    path("research/<int:pk>/", views.show, name="research"),
    path("research/<int:pk>/edit/", views.rewrite, name="rewrite_research"),
    path("research/<int:pk>/findings/", views.show_findings, name="findings"),
    path("research/<int:pk>/visits/", views.stops, name="stops"),
    path("research/<int:pk>/picture/", views.picture, name="picture"),
    path("research/<int:pk>/teams/new/", views.add_team, name="add_team"),
    path("research/<int:pk>/visits/new/", views.log_stop, name="log_stop"),
    path("research/<int:pk>/findings/new/", views.write_finding, name="write_finding"),
    path("research/<int:pk>/gather/", views.gather, name="gather"),
    path("research/<int:pk>/go-back/", views.go_back, name="research_go_back"),
    path("research/<int:pk>/press/<slug:verb>/", views.press, name="press_research"),
    path("research/teams/<int:pk>/drop/", views.drop_team, name="drop_team"),
    path("research/teams/<int:pk>/report/", views.write_paper, name="write_paper"),
    path("research/reports/<int:pk>/", views.show_paper, name="paper"),
    path("research/findings/<int:pk>/release/", views.release, name="release"),
    path("research/findings/<int:pk>/hand-on/", views.hand_on, name="hand_on_finding"),
    path("research/problems/<int:pk>/answer/", views.answer, name="answer"),
]
