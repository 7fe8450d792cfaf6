"""The accounts part of the ground floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "niangjia.foundation.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401
