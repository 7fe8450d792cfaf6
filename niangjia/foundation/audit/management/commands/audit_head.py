"""`manage.py audit_head [--export FILE]`: the end of the chain, to be kept elsewhere."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from niangjia.foundation import clock
from niangjia.foundation.audit import chain


class Command(BaseCommand):
    """Seals what is open, then prints or writes the head."""

    help = "输出审计链头，供另处保存"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write it; printed when not given."""
        parser.add_argument("--export", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Number and link of the last sealed line, with the time of export."""
        chain.seal()
        head = chain.head() | {"exported_at": clock.real_now().isoformat()}
        text = json.dumps(head, indent=1)
        if options["export"]:
            options["export"].write_text(text + "\n")
        else:
            self.stdout.write(text)
