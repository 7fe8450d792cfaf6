"""Addresses of the API: operations decide by themselves who may call."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, include, path

from . import views
from .api import api

operations, _app, _namespace = api.urls
for _pattern in operations:
    if isinstance(_pattern, URLPattern):
        login_not_required(_pattern.callback)

app_name = "api"
urlpatterns = [
    path("docs/", views.docs, name="docs"),
    path("", include(operations)),
]
