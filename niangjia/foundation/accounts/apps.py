"""The accounts part of the ground floor."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "niangjia.foundation.accounts"
    verbose_name = "账号"

    def ready(self) -> None:
        from niangjia.foundation.audit.words import tell_verbs

        from . import checks, receivers  # noqa: F401
        from .verbs import VERBS

        tell_verbs(VERBS)
