"""Questions about messages and announcements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, itself, one
from niangjia.foundation.web.keyset import Counting

from .models import Announcement, Notice, Receipt


def unread_count(actor: Actor) -> int:
    """How many messages this person has not opened."""
    return Notice.objects.visible_to(actor).unread().count()


def since(today: date) -> datetime:
    """What is older counts as read (PARAM notice.unread_days): nobody comes back to it."""
    first = today - timedelta(days=keys.NOTICE_UNREAD_DAYS.value("", today))
    return timezone.make_aware(datetime.combine(first, time.min))


def to_read(actor: Actor, today: date) -> int:
    """How much waits to be read: lines of messages and announcements together, in one question.

    The bell, the tab 待我阅知 and the list of what is unread all say this number.
    """
    return sum(count.number for count in _waiting(itself(actor), since(today)).counts().values())


@lru_cache(1024)
def _waiting(actor: Actor, oldest: datetime) -> Counting:
    letters = Notice.objects.visible_to(actor).leading(oldest)
    return Counting.of({"letters": letters, "announcements": unread_announcements(actor)})


def unread_announcements(actor: Actor) -> QuerySet[Announcement]:
    """What was announced to this person and not opened yet, newest first."""
    return announcements_for(actor).filter(Q(is_unread=True))


def inbox(actor: Actor, *, unread: bool = False) -> QuerySet[Notice]:
    """This person's messages, newest first."""
    rows = Notice.objects.visible_to(actor)
    return (rows.unread() if unread else rows).order_by("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands as one line of the list: a message, or the newest of several with all of them."""

    notice: Notice
    several: list[Notice]


def lines_to_read(actor: Actor, today: date) -> QuerySet[Notice]:
    """The lines that wait for this person, newest first; each knows how many it is (`several`)."""
    return Notice.objects.visible_to(actor).leading(since(today)).order_by("-created_at", "-pk")


def laid_out(actor: Actor, leaders: Iterable[Notice], today: date) -> list[Line]:
    """Lines with their messages: one more question for all of them."""
    found = list(leaders)
    bundles = [row.bundle for row in found if getattr(row, "several", 1) > 1]
    rows = Notice.objects.visible_to(actor).waiting(since(today)).filter(bundle__in=bundles)
    inside: dict[str, list[Notice]] = defaultdict(list)
    for row in rows.order_by("-created_at", "-pk"):
        inside[row.bundle].append(row)
    return [Line(row, inside.get(row.bundle, [])) for row in found]


def find_notice(actor: Actor, pk: int) -> Notice:
    """One message of this person."""
    return one(Notice.objects.visible_to(actor), pk=pk)


def announcements_for(actor: Actor) -> QuerySet[Announcement]:
    """What was announced to this person, newest first; each row knows `is_unread`."""
    return Announcement.objects.addressed_to(actor)


def announcements_by(actor: Actor) -> QuerySet[Announcement]:
    """What this person wrote or may manage, newest first."""
    return Announcement.objects.visible_to(actor).order_by("-pk")


def find_announcement(actor: Actor, pk: int) -> Announcement:
    """One announcement, addressed to this person or theirs to manage."""
    if (found := announcements_for(actor).filter(pk=pk).first()) is not None:
        return found
    return one(Announcement.objects.visible_to(actor), pk=pk)


def lock_announcement(actor: Actor, pk: int) -> Announcement:
    """One announcement to be changed."""
    return one(Announcement.objects.visible_to(actor).select_for_update(of=("self",)), pk=pk)


def receipts_of(actor: Actor, announcement: Announcement) -> QuerySet[Receipt]:
    """Who has read it and when; for those who may manage it."""
    one(Announcement.objects.visible_to(actor), pk=announcement.pk)
    rows = Receipt.objects.filter(announcement=announcement)
    return rows.select_related("reader").order_by("read_at", "pk")


def may_read(actor: Actor, announcement_id: int) -> bool:
    """Whether the announcement and its files are for this person."""
    addressed = announcements_for(actor).filter(pk=announcement_id)
    return addressed.exists() or may_change(actor, announcement_id)


def may_change(actor: Actor, announcement_id: int) -> bool:
    """Whether this person manages the announcement."""
    return Announcement.objects.visible_to(actor).filter(pk=announcement_id).exists()
