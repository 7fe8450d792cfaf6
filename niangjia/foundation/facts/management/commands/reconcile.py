"""Recompute every fact from the rows: exit 1 where anything differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from niangjia.foundation.facts import selectors


class Command(BaseCommand):
    """`manage.py reconcile [METRIC]`"""

    help = "Recompute every fact from all rows, and the counters from all facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("metric", nargs="?", default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        differences = 0
        for difference in selectors.reconcile(options["metric"]):
            differences += 1
            self.stdout.write(str(difference))
        self.stdout.write(f"reconcile: {differences} differences")
        if differences:
            raise SystemExit(1)
