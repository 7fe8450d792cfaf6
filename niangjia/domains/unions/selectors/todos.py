"""What waits for somebody: re-elections, vacancies, certificates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy
from niangjia.domains.unions.enums import Level, PostKind
from niangjia.domains.unions.models import BoardReview, SocialWorker, Studio, Union
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.todos import Attention, Todo, in_order

from .boards import terms_due
from .employers import certificates_to_renew
from .work_todos import todos_of_workers

COCKPIT = "cockpit.reader"
MOST = 20
"""To-dos of one kind shown at once; the ledger has them all."""


def todos(actor: Actor, today: date) -> list[Todo]:
    """For those who keep the ledger: their own union's matters and those directly below."""
    if not actor.here or not actor.holds(policy.WRITERS, at=actor.here):
        return []
    near = _near(actor)
    ids = [unit.pk for unit in near]
    found = [
        *_elections(actor, ids, today),
        *_certificates(actor, ids, today),
        *_vacancies(actor),
        *_workers(actor, near, today),
    ]
    return in_order(found)


def _near(actor: Actor) -> list[Any]:
    """Where one stands and the level below: the rest is theirs to do. Each knows what hangs on it."""
    rows = Union.objects.within(actor.here).standing()
    own = rows.filter(path=actor.here) | rows.filter(parent__path=actor.here)
    return list(
        own.annotate(
            employs=Exists(SocialWorker.objects.filter(union=OuterRef("pk"))),
            has_studio=Exists(Studio.objects.filter(union=OuterRef("pk"))),
        ).only("path", "level", "division_code")
    )


def _elections(actor: Actor, near: list[int], today: date) -> Iterator[Todo]:
    first, *_rest = keys.REELECTION_WARNING_DAYS.value("", today)
    due = terms_due(actor.here, today + timedelta(days=first)).filter(union__in=near)
    for term in due[:MOST]:
        yield Todo(
            title=_("%(name)s第%(n)s届委员会应当换届")
            % {"name": term.union.name, "n": term.number},
            url=reverse("unions:act", args=[term.union_id, "re-elect"]),
            kind=_("换届选举"),
            source=term.union.name,
            due_on=term.due_on,
            verb=_("登记换届"),
            icon="users",
            threshold=30,
        )


def _certificates(actor: Actor, near: list[int], today: date) -> Iterator[Todo]:
    rows = certificates_to_renew(actor.here, today).filter(union__in=near)
    for certificate in rows[:MOST]:
        yield Todo(
            title=_("%(name)s法人资格证书即将到期，应当换领") % {"name": certificate.union.name},
            url=reverse("unions:act", args=[certificate.union_id, "certify"]),
            kind=_("法人资格证书"),
            source=certificate.union.name,
            due_on=certificate.expires_on,
            verb=_("换领"),
            icon="certificate",
            threshold=30,
        )


def _vacancies(actor: Actor) -> Iterator[Todo]:
    """Incomplete boards of the own union: what is below shows in the ledger."""
    union = Union.objects.filter(path=actor.here, is_board_complete=False).first()
    if union is None:
        return
    review = BoardReview.objects.filter(union=union).order_by("-on", "-pk").first()
    names = "、".join(str(PostKind(kind).label) for kind in (review.missing if review else []))
    yield Todo(
        title=_("班子不全：缺配%(names)s") % {"names": names},
        url=f"{reverse('unions:detail', args=[union.pk])}?tab=posts",
        kind=_("班子配备"),
        source=union.name,
        due_on=None,
        verb=_("补选"),
        icon="id-badge-2",
    )


def _workers(actor: Actor, near: list[Any], today: date) -> Iterator[Todo]:
    """Social workers of one's own union and of the townships below: those of counties are theirs."""
    ours = [unit for unit in near if unit.path == actor.here or unit.level >= Level.TOWNSHIP]
    ids = [unit.pk for unit in ours if unit.employs or unit.has_studio]
    if ids:
        region = next((unit.division_code for unit in ours if unit.path == actor.here), "")
        yield from todos_of_workers(ids, region[:6], today)


def attention(actor: Actor, path: str, today: date, limit: int = 10) -> list[Attention]:
    """What a leader should look at below a path: overdue and near re-elections, certificates."""
    if not actor.holds(policy.READERS | {COCKPIT}, at=path):
        return []
    last = min(keys.REELECTION_WARNING_DAYS.value("", today))
    found = [
        Attention(
            place=term.union.name,
            what=_("换届已超期") if term.due_on < today else _("任期即将届满"),
            due_on=term.due_on,
            url=reverse("unions:detail", args=[term.union_id]),
            code=term.union.code,
        )
        for term in terms_due(path, today + timedelta(days=last))[:limit]
    ]
    found += [
        Attention(
            place=certificate.union.name,
            what=_("法人资格证书到期"),
            due_on=certificate.expires_on,
            url=reverse("unions:detail", args=[certificate.union_id]),
            code=certificate.union.code,
        )
        for certificate in certificates_to_renew(path, today)[:limit]
    ]
    return sorted(found, key=lambda line: line.due_on or date.max)[:limit]
