"""The face cockpit."""

from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "niangjia.faces.cockpit"
