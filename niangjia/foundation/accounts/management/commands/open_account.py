"""`manage.py open_account USERNAME NAME`: the first accounts of a new house."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from niangjia.foundation import clock
from niangjia.foundation.accounts.services import people
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import SYSTEM


class Command(BaseCommand):
    """Opens an account and prints its one-time password; there is no default password."""

    help = "开通账号，并显示一次性初始密码（仅显示这一次）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="账号")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--phone", default="", help="手机号")

    def handle(self, *_args: Any, **options: Any) -> None:
        known = {key: options[key] for key in ("username", "name", "phone")}
        try:
            handed = people.open_account(actor=SYSTEM, now=clock.real_now(), **known)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"账号 {handed.user.username}  初始密码 {handed.password}")
