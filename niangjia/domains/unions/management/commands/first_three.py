"""`manage.py first_three --union 520000`: the three administrators of a new house."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from niangjia.domains.unions import selectors
from niangjia.domains.unions.enums import PostKind
from niangjia.domains.unions.services import posts
from niangjia.foundation import clock
from niangjia.foundation.accounts.roles import ADMINISTRATORS, NAMES
from niangjia.foundation.accounts.services import people
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import SYSTEM


class Command(BaseCommand):
    """Opens three accounts, seats them, prints each one-time password once."""

    help = "开通系统、安全、审计三名管理员（三人三岗），初始密码只显示这一次"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--union", default="100000", help="所在工会的组织代码")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            union = selectors.union_by_code(options["union"])
        except Missing as missing:
            raise CommandError("没有这个组织代码，请先 plant_country") from missing
        for role in sorted(ADMINISTRATORS):
            self._seat(role, union.pk)

    def _seat(self, role: str, union_id: int) -> None:
        name = str(NAMES[role])
        username = role.replace(".", "-")
        try:
            handed = people.open_account(
                actor=SYSTEM, username=username, name=name, now=clock.real_now()
            )
        except Refused as refusal:
            raise CommandError(f"{username}：{refusal}") from refusal
        posts.seat(
            union_id=union_id,
            title=name,
            kind=PostKind.STAFF,
            roles=[role],
            person_id=handed.user.pk,
            begun_on=clock.today(),
            now=clock.now(),
        )
        self.stdout.write(f"{name}  账号 {username}  初始密码 {handed.password}")
