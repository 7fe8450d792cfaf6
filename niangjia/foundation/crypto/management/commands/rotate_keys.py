"""Seal everything with the newest key, and say whether an old one may be dropped."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from niangjia.foundation.crypto import jobs, rotating
from niangjia.foundation.crypto.keyring import keyring


class Command(BaseCommand):
    """`manage.py rotate_keys [--report | --later]`; exit 1 while rows of an old key remain."""

    help = "用最新的密钥重新加密全部敏感字段；可随时中断，再次运行时接着做"

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--report", action="store_true", help="只统计，不改动")
        way.add_argument("--later", action="store_true", help="交给后台任务")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["later"]:
            jobs.rotate.enqueue()
            self.stdout.write("已交给后台任务，用 rotate_keys --report 查看进度")
            return
        if not options["report"]:
            self._rotate()
        self._report()

    def _rotate(self) -> None:
        outcome = rotating.rotate(tell=self._tell)
        self.stdout.write(f"重新加密 {outcome.done} 行")
        for column, pk in outcome.unreadable:
            self.stdout.write(f"无法解密：{column} 第 {pk} 行（密钥不在配置中，或内容被改动）")
        for column, pk in outcome.clashing:
            self.stdout.write(f"摘要重复：{column} 第 {pk} 行与另一行是同一号码，请先核对合并")

    def _tell(self, column: rotating.Column, done: int, total: int) -> None:
        self.stdout.write(f"{column.name} {done}/{total}")

    def _report(self) -> None:
        ring, used, behind = keyring(), dict.fromkeys(keyring().by_id, 0), 0
        for found in rotating.standing():
            told = "，".join(f"{key} {count} 行" for key, count in found.by_key.items())
            unknown = f"，不明密钥 {found.unknown} 行" if found.unknown else ""
            self.stdout.write(f"{found.column}：{told}{unknown}")
            behind += found.behind
            for key, count in found.by_key.items():
                used[key] += count
        for key, count in used.items():
            if key != ring.newest.id and not count:
                self.stdout.write(f"密钥 {key} 已无数据使用，可从 DATA_KEYS 中去掉")
        if behind:
            self.stdout.write(f"还有 {behind} 行没有用最新的密钥")
            raise SystemExit(1)
        self.stdout.write(f"全部由最新的密钥 {ring.newest.id} 加密")
