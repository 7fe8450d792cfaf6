"""When a union moves, copies of its path follow; when a re-election is called to mind, keepers are told."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.documents import services as documents
from niangjia.foundation.events import on
from niangjia.foundation.files import services as files
from niangjia.foundation.notices import services as notices

from . import selectors
from .events import ReElectionReminded, UnionEnded, UnionMoved, UnionsMerged
from .services import leaving


@on(ReElectionReminded)
def tell_the_keepers(event: ReElectionReminded) -> None:
    """One notice each, once a day at most."""
    notices.send(
        to=selectors.keepers_of(event.union_id),
        subject=_("上级工会提醒：委员会将于 %(day)s 届满，请按期换届") % {"day": event.due_on},
        key=f"unions:re-election:{event.union_id}:{event.at:%Y%m%d}",
        url=reverse("unions:act", args=[event.union_id, "re-elect"]),
        kind="unions",
        now=event.at,
    )


@on(UnionMoved)
def carry_the_copies(event: UnionMoved) -> None:
    """Files, notices and documents hang on a path of their own; they move with the union."""
    for part in (files, notices, documents):
        part.follow_move(old=event.old_path, new=event.new_path)


@on(UnionEnded)
def close_what_hung_on_it(event: UnionEnded) -> None:
    """Teams, studios, postings and covers end with their union."""
    leaving.leave_union(union_id=event.union_id, on=event.on, now=event.at)


@on(UnionsMerged)
def pass_on_what_hung_on_it(event: UnionsMerged) -> None:
    """The same where a union went into another, which takes its social workers over."""
    leaving.leave_union(union_id=event.union_id, on=event.on, now=event.at, into_id=event.into_id)
