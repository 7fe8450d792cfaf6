"""Fold the tail of the fact ledger into its counters, now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from niangjia.foundation.facts import services


class Command(BaseCommand):
    """`manage.py fold`"""

    help = "Fold what was recorded since the last time into the counters."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"fold: {services.fold_all()} rows")
