"""Repeat a draw: the same seed and the same list give the same result, on anybody's machine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.domains.assessment.scoring.draw import draw


def lines_of(path: str) -> list[str]:
    """The names in a file, one a line; `-` reads the standard input."""
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


class Command(BaseCommand):
    """`manage.py redraw --seed 2023112001 --count 6 --list names.txt [--skip last.txt]`."""

    help = "Repeat a published draw from its seed and its list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", required=True, help="the published seed")
        parser.add_argument("--count", type=int, required=True, help="how many were drawn")
        parser.add_argument("--list", required=True, help="file with one name a line")
        parser.add_argument("--skip", default="", help="file with the names drawn last time")

    def handle(self, *_args: Any, **options: Any) -> None:
        skip = lines_of(options["skip"]) if options["skip"] else []
        try:
            found = draw(lines_of(options["list"]), options["count"], options["seed"], skip)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"list sha256 {found.list_hash}")
        for name in found.drawn:
            self.stdout.write(name)
