"""Addresses of the room."""

from django.urls import path

from .views import cycle_acts, cycles, frameworks, results, sheets

app_name = "assessment"

urlpatterns = [
    path("", cycles.index, name="cycles"),
    path("new/", cycles.prepare, name="prepare"),
    path("<int:pk>/", cycles.show, name="cycle"),
    path("<int:pk>/open/", cycle_acts.advance, {"verb": "open"}, name="open"),
    path("<int:pk>/notice/", cycle_acts.advance, {"verb": "notice"}, name="notice"),
    path("<int:pk>/close/", cycle_acts.advance, {"verb": "close"}, name="close"),
    path("<int:pk>/grades/", cycle_acts.advance, {"verb": "grades"}, name="grades"),
    path("<int:pk>/teams/", cycles.teams, name="teams"),
    path("<int:pk>/extend/", cycles.extend, name="extend"),
    path("<int:pk>/ranking/", results.ranking, name="ranking"),
    path("<int:pk>/ranking.xlsx", results.result_table, name="result_table"),
    path("<int:pk>/variance/", results.variance, name="variance"),
    path("<int:pk>/draw/", results.draw, name="draw"),
    path("<int:pk>/draw/<int:draw_id>/<str:which>.txt", results.draw_list, name="draw_list"),
    path("<int:pk>/naming/", results.naming, name="naming"),
    path("<int:pk>/naming/decide/", results.decide, name="decide"),
    path("<int:pk>/appeals/", results.appeal_list, name="appeals"),
    path("appeals/<int:pk>/", results.appeal, name="appeal"),
    path("appeals/<int:pk>/withdraw/", results.withdraw_appeal, name="withdraw_appeal"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/table.xlsx", sheets.table, name="sheet_table"),
    path("sheets/<int:pk>/items/<int:item_id>/", sheets.score, name="score"),
    path("sheets/<int:pk>/items/<int:item_id>/evidence/", sheets.proofs, name="evidence"),
    path("sheets/<int:pk>/items/<int:item_id>/reading/", results.reading, name="reading"),
    path(
        "sheets/<int:pk>/evidence/<int:evidence_id>/withdraw/",
        sheets.withdraw_proof,
        name="withdraw_evidence",
    ),
    path("sheets/<int:pk>/conclude/", sheets.conclude, name="conclude"),
    path("sheets/<int:pk>/withdraw/", sheets.withdraw, name="withdraw"),
    path("sheets/<int:pk>/return/", sheets.send_back, name="send_back"),
    path("sheets/<int:pk>/supplements/", sheets.hand_in_supplement, name="hand_in_supplement"),
    path("sheets/<int:pk>/supplements/<int:supplement_id>/", sheets.supplement, name="supplement"),
    path("sheets/<int:pk>/resume/", sheets.resume, name="resume"),
    path("sheets/<int:pk>/appeal/", results.file_appeal, name="file_appeal"),
    path("sheets/<int:pk>/log/", sheets.log, name="log"),
    path("frameworks/", frameworks.index, name="frameworks"),
    path("frameworks/new/", frameworks.start, name="start"),
    path("frameworks/<int:pk>/", frameworks.show, name="framework"),
    path("frameworks/<int:pk>/edit/", frameworks.edit, name="edit"),
    path("frameworks/<int:pk>/publish/", frameworks.advance, {"verb": "publish"}, name="publish"),
    path("frameworks/<int:pk>/retire/", frameworks.advance, {"verb": "retire"}, name="retire"),
    path("frameworks/<int:pk>/copy/", frameworks.copy, name="copy"),
    path("frameworks/<int:pk>/export.<str:kind>", frameworks.export, name="export"),
    path("frameworks/<int:pk>/dimensions/", frameworks.dimension, name="add_dimension"),
    path(
        "frameworks/<int:pk>/dimensions/<int:dimension_id>/",
        frameworks.dimension,
        name="dimension",
    ),
    path(
        "frameworks/<int:pk>/dimensions/<int:dimension_id>/items/",
        frameworks.item,
        name="add_item",
    ),
    path(
        "frameworks/<int:pk>/dimensions/<int:dimension_id>/items/<int:item_id>/",
        frameworks.item,
        name="item",
    ),
    path("frameworks/<int:pk>/items/<int:item_id>/up/", frameworks.move, {"way": "up"}, name="up"),
    path(
        "frameworks/<int:pk>/items/<int:item_id>/down/",
        frameworks.move,
        {"way": "down"},
        name="down",
    ),
    path("frameworks/<int:pk>/items/<int:item_id>/drop/", frameworks.drop, name="drop"),
]
