"""Telling one person, telling everybody below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.files import services as files
from niangjia.foundation.scope import Actor, subtree

from . import channels, policy, selectors
from .enums import AnnouncementState
from .models import Announcement, Delivery, Notice, Receipt
from .workflow import ANNOUNCEMENT

BATCH = 1000
FILES = "notices.announcement"


@transaction.atomic
def send(
    *,
    to: Iterable[int],
    subject: str,
    key: str,
    now: datetime,
    body: str = "",
    url: str = "",
    kind: str = "",
    path: str = "",
    topic: str = "",
) -> None:
    """Tell these people (user ids), inside the caller's transaction.

    `key` names the occasion (`assessment:cycle:7:opened`): sent again, it reaches nobody twice.
    `url` is an address of this site. Messages of one `topic` (`tasks:reported`) and one day stand
    together as one line.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"not an address of this site: {url}")
    people = sorted(set(to))
    notices = [
        Notice(
            to_id=person,
            key=key,
            bundle=f"{topic}:{localdate(now):%Y%m%d}" if topic else key,
            subject=subject[:120],
            body=body,
            url=url,
            kind=kind,
            path=path,
            created_at=now,
        )
        for person in people
    ]
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
    _hand_to_channels(people, key)


def _hand_to_channels(people: list[int], key: str) -> None:
    for channel in channels.configured():
        for start in range(0, len(people), BATCH):
            told = Notice.objects.filter(key=key, to_id__in=people[start : start + BATCH])
            Delivery.objects.bulk_create(
                [
                    Delivery(notice_id=pk, channel=channel.name, due_at=created_at)
                    for pk, created_at in told.values_list("pk", "created_at")
                ],
                ignore_conflicts=True,
            )


def mark_read(*, actor: Actor, notice_id: int, now: datetime) -> Notice:
    """The person has opened a message; the first time counts."""
    notice = selectors.find_notice(actor, notice_id)
    Notice.objects.visible_to(actor).unread().filter(pk=notice.pk).update(read_at=now)
    return notice


def mark_bundle_read(*, actor: Actor, notice_id: int, now: datetime) -> int:
    """The person has looked at all messages of one line; returns how many."""
    notice = selectors.find_notice(actor, notice_id)
    alike = Notice.objects.visible_to(actor).unread().filter(bundle=notice.bundle)
    return alike.update(read_at=now)


def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """Nothing is unread any more; returns how many were."""
    return Notice.objects.visible_to(actor).unread().update(read_at=now)


@transaction.atomic
def write_announcement(
    *,
    actor: Actor,
    issuer: str,
    title: str,
    body: str,
    now: datetime,
    number: str = "",
    attached: Sequence[File[bytes]] = (),
) -> Announcement:
    """Draft an announcement of the union where the person stands, to its whole subtree."""
    if not policy.may_announce(actor):
        raise Refused(_("您在当前组织没有发布通知公告的权限，请切换到有权限的组织"))
    announcement = Announcement(path=actor.here, author_id=actor.user_id)
    words = {"issuer": issuer, "title": title, "body": body, "number": number}
    return _keep(announcement, words, attached, actor=actor, verb="write", at=now)


@transaction.atomic
def rewrite_announcement(
    *,
    actor: Actor,
    announcement_id: int,
    issuer: str,
    title: str,
    body: str,
    now: datetime,
    number: str = "",
    attached: Sequence[File[bytes]] = (),
    expect: int | None = None,
) -> Announcement:
    """Change a draft; what is published is withdrawn and written anew."""
    announcement = selectors.lock_announcement(actor, announcement_id)
    if announcement.state != AnnouncementState.DRAFT:
        raise Refused(_("已发布的通知不能修改，请先撤回，再重新起草"))
    words = {"issuer": issuer, "title": title, "body": body, "number": number}
    return _keep(announcement, words, attached, actor=actor, verb="edit", at=now, expect=expect)


def _keep(
    announcement: Announcement,
    words: Mapping[str, str],
    attached: Sequence[File[bytes]],
    *,
    actor: Actor,
    verb: str,
    at: datetime,
    expect: int | None = None,
) -> Announcement:
    for name, value in words.items():
        setattr(announcement, name, value)
    ledger.save(announcement, actor=actor, verb=verb, at=at, expect=expect)
    for file in attached:
        files.upload(
            actor=actor,
            file=file,
            owner_kind=FILES,
            owner_id=announcement.pk,
            path=announcement.path,
            now=at,
        )
    return announcement


@transaction.atomic
def publish_announcement(*, actor: Actor, announcement_id: int, now: datetime) -> Announcement:
    """Everybody below sees it from now on."""
    announcement = selectors.lock_announcement(actor, announcement_id)
    announcement.published_at = now
    ANNOUNCEMENT.advance(announcement, "publish", actor=actor, at=now)
    return announcement


@transaction.atomic
def withdraw_announcement(
    *, actor: Actor, announcement_id: int, note: str, now: datetime
) -> Announcement:
    """Nobody below sees it any more; it stays on file with the reason."""
    announcement = selectors.lock_announcement(actor, announcement_id)
    announcement.withdrawn_at = now
    ANNOUNCEMENT.advance(announcement, "withdraw", actor=actor, at=now, note=note)
    return announcement


def acknowledge(*, actor: Actor, announcement: Announcement, now: datetime) -> None:
    """The person has opened an announcement addressed to them; kept once, for the issuer to see."""
    if selectors.announcements_for(actor).filter(pk=announcement.pk).exists():
        Receipt.objects.bulk_create(
            [Receipt(announcement=announcement, reader_id=actor.user_id, read_at=now)],
            ignore_conflicts=True,
        )


def follow_move(*, old: str, new: str) -> None:
    """Carry the copies of paths when a place of the tree moves; called by whoever keeps the tree."""
    for rows in (Notice.objects, Announcement.objects):
        moved = rows.filter(subtree("path", old))
        moved.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
