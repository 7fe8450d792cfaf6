"""Addresses of joining: applications."""

from django.urls import path

from niangjia.domains.members.views import applications, bulk, pool

urlpatterns = [
    path("applications/", applications.index, name="applications"),
    path("applications/export/", bulk.export, name="export_applications"),
    path("applications/bulk/<slug:action>/", bulk.act_on_many, name="bulk"),
    path("applications/<int:pk>/", applications.show, name="application"),
    path("applications/<int:pk>/route/", pool.route, name="route"),
    path("applications/<int:pk>/<slug:verb>/", applications.act, name="act"),
    path("pool/", pool.index, name="pool"),
    path("pool/route/", pool.route_many, name="route_many"),
]
