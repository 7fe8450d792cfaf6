"""Read one figure from the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from niangjia.foundation import clock
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.enums import Boundaries
from niangjia.foundation.facts.telling import ask, tell


class Command(BaseCommand):
    """`manage.py read METRIC --within CODE [--by county] [--period 2023Q1] [--json]`"""

    help = "Read one figure of a place over a period."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("metric")
        parser.add_argument("--within", required=True, help="code of a unit")
        parser.add_argument(
            "--by", default="", help="city, county …, or month, quarter, half, year"
        )
        parser.add_argument("--period", default="", help="2023, 2023Q1, 2023-03, 2022-10..2023-09")
        parser.add_argument("--boundaries", choices=Boundaries.values, default=Boundaries.THEN)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = tell(
                *ask(
                    options["metric"],
                    within=options["within"],
                    period=options["period"] or str(clock.today().year),
                    by=options["by"],
                    boundaries=options["boundaries"],
                )
            )
        except (Missing, Refused) as error:
            raise CommandError(str(error) or "没有这个地方或指标") from error
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write("{place} {period_label} {label}（{boundaries}）".format(**told))
        self.stdout.write(_line(told, told["unit"]))
        for row in told["rows"]:
            self.stdout.write(f"  {row['label']}\t{_line(row, told['unit'])}")


def _line(told: dict[str, Any], unit: str) -> str:
    if told["value"] is None:
        return "—"
    parts = (
        f" = {told['numerator']} ÷ {told['denominator']}" if "÷" in told.get("formula", "") else ""
    )
    return f"{told['value']}{unit}{parts}"
