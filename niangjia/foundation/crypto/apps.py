"""The crypto part of the ground floor."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "niangjia.foundation.crypto"
    verbose_name = "数据保护"

    def ready(self) -> None:
        from . import checks  # noqa: F401
