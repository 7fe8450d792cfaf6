"""`manage.py verify_audit [--head FILE]`: is the trail whole?"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.foundation.audit import chain


class Command(BaseCommand):
    """Prints every finding; fails if there is one."""

    help = "检查审计记录是否被改动、删除、调换次序或截断"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The head kept elsewhere, from `audit_head --export`."""
        parser.add_argument("--head", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check the whole chain, and its tail against the kept head."""
        kept = json.loads(options["head"].read_text()) if options["head"] else None
        found = 0
        for finding in chain.verify(kept):
            found += 1
            self.stdout.write(f"{finding.kind:8} {finding.sentence}")
        if found:
            raise CommandError(f"审计记录有 {found} 处问题")
        self.stdout.write(f"审计记录完整：已封存 {chain.head()['sequence']} 条")
