"""The face site."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "niangjia.faces.site"
