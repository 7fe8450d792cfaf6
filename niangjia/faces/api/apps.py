"""The face api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "niangjia.faces.api"
