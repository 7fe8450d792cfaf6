"""derive_2020: plant the tree of November 2020 and apply what happened until the end of 2023."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from niangjia.domains.unions import services
from niangjia.foundation import clock


class Command(BaseCommand):
    help = "种下 2020 年 11 月的组织树，并按区划变更逐条办理到 2023 年底"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only-plant", action="store_true", help="只种树，不办理变更")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        print(f"新增工会 {len(services.plant_2020(now)):,} 个")
        if not options["only_plant"]:
            actor = services.founder()
            print(f"办理变更 {services.relive_changes(actor=actor, now=now)} 条")
