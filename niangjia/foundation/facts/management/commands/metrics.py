"""List every metric: key, label, unit, room, 口径, formula with its denominator, source."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from niangjia.foundation.facts import selectors
from niangjia.foundation.facts.telling import tell_figure

COLUMNS = ("key", "label", "unit", "room", "kind", "denominator", "meaning", "source")


class Command(BaseCommand):
    """`manage.py metrics [--json]`"""

    help = "List every metric with its definition, unit, room and denominator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        told = [tell_figure(figure) for figure in selectors.figures()]
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write("\t".join(COLUMNS))
        for figure in told:
            self.stdout.write("\t".join(figure[column] or "-" for column in COLUMNS))
