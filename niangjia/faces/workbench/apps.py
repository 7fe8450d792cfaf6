"""The face workbench."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "niangjia.faces.workbench"

    def ready(self) -> None:
        """The rooms' plain verbs in people's words, for 已办结 and the audit list."""
        from niangjia.foundation.audit.words import tell_verbs

        from .verbs import PLAIN_VERBS

        tell_verbs(PLAIN_VERBS)
