"""The face workbench."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "niangjia.faces.workbench"
