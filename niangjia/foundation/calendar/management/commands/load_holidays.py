"""Load the holidays of new years from a file laid out as the bundled one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from niangjia.foundation.calendar import bundle, days
from niangjia.foundation.calendar.events import CalendarChanged
from niangjia.foundation.calendar.models import CalendarDay
from niangjia.foundation.events import publish


class Command(BaseCommand):
    help = "Load holidays (date,type,name,statutory) of years the table does not know yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = bundle.read_file(options["file"])
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"不是节假日文件：{error}") from error
        unknown = {row["date"].year for row in rows} - days.table.get().years
        added = bundle.fill(CalendarDay, rows)
        days.table.forget()
        for year in sorted(unknown):
            publish(CalendarChanged(year=year))
        self.stdout.write(f"{added} 天，{len(unknown)} 个年份")
