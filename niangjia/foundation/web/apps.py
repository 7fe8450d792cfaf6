"""The web part of the ground floor."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "niangjia.foundation.web"
    verbose_name = "网页"
