"""The face portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "niangjia.faces.portal"
