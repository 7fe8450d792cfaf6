"""The face demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "niangjia.faces.demo"
