"""Addresses of programmes."""

from django.urls import path

from niangjia.domains.tasks.views import programmes as views
from niangjia.domains.tasks.views.exports import export_matrix

urlpatterns = [
    path("programmes/", views.index, name="programmes"),
    path("programmes/new/", views.draft, name="draft"),
    path("programmes/<int:pk>/", views.show, name="programme"),
    path("programmes/<int:pk>/edit/", views.rewrite, name="rewrite"),
    path("programmes/<int:pk>/matrix/", views.matrix, name="matrix"),
    path("programmes/<int:pk>/matrix/export/", export_matrix, name="export_matrix"),
    path("programmes/<int:pk>/launch/", views.advance, {"verb": "launch"}, name="launch"),
    path("programmes/<int:pk>/close/", views.advance, {"verb": "close"}, name="close"),
    path("programmes/<int:pk>/aspects/new/", views.add_aspect, name="add_aspect"),
    path("programmes/<int:pk>/measures/new/", views.add_measure, name="add_measure"),
    path("measures/<int:pk>/", views.measure, name="measure"),
    path("measures/<int:pk>/edit/", views.edit_measure, name="edit_measure"),
    path("measures/<int:pk>/drop/", views.drop_measure, name="drop_measure"),
]
