"""Social workers as part-time vice-chairs (社工兼任兼职副主席), S000-10 and F000-19."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.domains.unions import selectors
from niangjia.domains.unions.enums import PostKind
from niangjia.domains.unions.models import SocialWorker, StudioMember, Tenure, Union
from niangjia.domains.unions.selectors import studios
from niangjia.domains.unions.selectors import workers as questions
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor

from . import posts
from .workers import writable


@transaction.atomic
def give_office(
    *,
    actor: Actor,
    worker_id: int,
    union_id: int,
    begun_on: date,
    document: str,
    now: datetime,
) -> Tenure:
    """A social worker becomes part-time vice-chair of one key enterprise of the area; an outstanding
    one of the township union the studio covers. The post is set up where there is none.

    Refused: outside the studio's area, a second enterprise or township, not outstanding.
    """
    worker = writable(actor, worker_id)
    union = selectors.find_union(actor, union_id)
    seat = studios.studio_of_worker(worker.pk, begun_on)
    if seat is None:
        raise Refused(_("%(name)s还不在任何工作室，请先编入工作室") % {"name": worker.name})
    if questions.is_enterprise(union):
        _check_enterprise(worker, union, seat, begun_on)
    else:
        _check_township(worker, union, seat, begun_on)
    post = questions.part_time_seat(union) or posts.create_post(
        actor=actor,
        union_id=union.pk,
        title=str(PostKind.PART_TIME_VICE_CHAIR.label),
        kind=PostKind.PART_TIME_VICE_CHAIR,
        now=now,
    )
    return posts.appoint(
        actor=actor,
        post_id=post.pk,
        person_name=worker.name,
        person_id=worker.person_id,
        worker_id=worker.pk,
        begun_on=begun_on,
        document=document,
        is_relative=False,
        now=now,
    )


def _held(worker: SocialWorker, on: date, *, enterprise: bool) -> Tenure | None:
    """The office of this sort the worker holds that day."""
    held = questions.offices_held(worker, on)
    return next((t for t in held if questions.is_enterprise(t.post.union) is enterprise), None)


def _check_enterprise(worker: SocialWorker, union: Union, seat: StudioMember, on: date) -> None:
    if not studios.reaches(seat.studio, union, on):
        raise Refused(
            _("“%(name)s”不在%(area)s，只能兼任本片区重点企业工会的副主席")
            % {"name": union.name, "area": seat.studio.area},
            field="union_id",
        )
    if other := _held(worker, on, enterprise=True):
        raise Refused(
            _("%(name)s已兼任%(union)s副主席，每名社工只兼任一家重点企业，请先免去原任")
            % {"name": worker.name, "union": other.post.union.name},
            field="union_id",
        )


def _check_township(worker: SocialWorker, union: Union, seat: StudioMember, on: date) -> None:
    if not studios.covers_union(seat.studio, union, on):
        raise Refused(
            _("只能兼任本工作室片区内重点企业工会，或所包靠镇街总工会的副主席"), field="union_id"
        )
    if not questions.is_outstanding(worker):
        raise Refused(
            _("只有上年度考核“优秀”的社工兼任镇街总工会副主席，%(name)s没有优秀等次")
            % {"name": worker.name},
            field="union_id",
        )
    if other := _held(worker, on, enterprise=False):
        raise Refused(
            _("%(name)s已兼任%(union)s副主席，请先免去原任")
            % {"name": worker.name, "union": other.post.union.name},
            field="union_id",
        )
