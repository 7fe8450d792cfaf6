"""`manage.py check_three`: whoever holds more than one of the three administrators' posts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.foundation.accounts.checks import violations


class Command(BaseCommand):
    """Lists the violations and fails where there is one."""

    help = "检查三员分立：系统管理员、安全管理员、审计管理员不能由同一人担任"

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = violations()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"三员分立有 {len(found)} 处不符合")
        self.stdout.write("三员分立，没有冲突")
