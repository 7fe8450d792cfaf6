"""Posts, who holds them, and the roles they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.unions import policy, selectors
from niangjia.domains.unions.enums import PostKind, UnionKind
from niangjia.domains.unions.events import TenureEnded
from niangjia.domains.unions.models import Post, Tenure, Union
from niangjia.foundation import ledger
from niangjia.foundation.accounts.roles import ADMINISTRATORS, conflict
from niangjia.foundation.accounts.services import sign_in
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import SYSTEM, Actor
from niangjia.foundation.ui.dates import date_cn

from .boards import review_board
from .changes import decided

OFFICIAL_ORDER = {kind: 10 * number for number, kind in enumerate(PostKind.values, start=1)}
COMMITTEE = frozenset(
    {
        PostKind.CHAIR,
        PostKind.EXECUTIVE_VICE_CHAIR,
        PostKind.VICE_CHAIR,
        PostKind.PART_TIME_VICE_CHAIR,
        PostKind.AUDIT_CHAIR,
        PostKind.WOMEN_CHAIR,
    }
)
"""Posts whose holders sit in the committee: closed to relatives of the employer's head (§10)."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is to take a post, from when and by which document."""

    name: str
    begun_on: date
    document: str
    person_id: int | None = None
    is_relative: bool | None = None
    worker_id: int | None = None


@transaction.atomic
def create_post(
    *,
    actor: Actor,
    union_id: int,
    title: str,
    kind: str,
    now: datetime,
    department: str = "",
    seats: int = 1,
) -> Post:
    """Set up a post; it gives no roles until the security administrator grants them."""
    union = selectors.lock_union(actor, union_id)
    if not policy.can_edit(actor, union) or not union.is_standing:
        raise Refused(_("只能为本级和下级、仍然存在的工会设置职务"))
    post = Post(
        union=union,
        title=title.strip(),
        department=department.strip(),
        kind=kind,
        seats=seats,
        order=OFFICIAL_ORDER[kind],
    )
    return ledger.save(post, actor=actor, verb="create_post", at=now)


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    post_id: int,
    person_name: str,
    begun_on: date,
    document: str,
    now: datetime,
    person_id: int | None = None,
    is_relative: bool | None = None,
    worker_id: int | None = None,
) -> Tenure:
    """Somebody takes a post (任职). Raises Refused for a full post, a relative, a clash of powers."""
    decision = decided(actor, begun_on, document, now)
    post = selectors.lock_post(actor, post_id)
    if not policy.can_edit(actor, post):
        raise Refused(_("只能任免本级和下级工会的人员"))
    _check_relative(post, is_relative)
    named = person_name.strip()
    holder = Holder(named, begun_on, decision.document, person_id, is_relative, worker_id)
    return _seat(actor, post, holder, now)


def _check_relative(post: Post, is_relative: bool | None) -> None:
    """《工会法》§10: close relatives of the enterprise's main leader stay out of the committee."""
    if post.union.kind not in UnionKind.grassroots() or post.kind not in COMMITTEE:
        return
    if is_relative is None:
        raise Refused(
            _("请声明是否为企业主要负责人的近亲属（《工会法》第十条）"), field="is_relative"
        )
    if is_relative:
        raise Refused(
            _("企业主要负责人的近亲属不得作为本企业基层工会委员会成员的人选（《工会法》第十条）"),
            field="is_relative",
        )


def _check_gift(actor: Actor, post: Post, person_id: int) -> None:
    """A post gives its powers to whoever takes it: not to oneself, nor an administrator's to anybody."""
    if actor.user_id == SYSTEM.user_id or not post.roles:
        return
    if person_id == actor.user_id:
        raise Refused(_("不能任命自己担任有权限的职务，请由他人办理"), field="person_id")
    if ADMINISTRATORS & set(post.roles) and not policy.can_grant(actor, post):
        raise Refused(_("三员岗位的人员由安全管理员任命"), field="person_id")


def _seat(actor: Actor, post: Post, holder: Holder, now: datetime) -> Tenure:
    if Tenure.objects.filter(post=post).held_on(holder.begun_on).count() >= post.seats:
        raise Refused(_("“%(title)s”没有空缺，请先免去现任") % {"title": post.title})
    if holder.person_id:
        _check_gift(actor, post, holder.person_id)
        held = selectors.roles_held_by(holder.person_id, localdate(now))
        if sentence := conflict(held | set(post.roles)):
            raise Refused(sentence, field="person_id")
    tenure = Tenure(
        post=post,
        person_id=holder.person_id,
        worker_id=holder.worker_id,
        person_name=holder.name,
        begun_on=holder.begun_on,
        document=holder.document,
        is_relative=holder.is_relative,
    )
    ledger.save(tenure, actor=actor, verb="appoint", at=now)
    sign_out([tenure.person_id], post.roles)
    review_board(actor=actor, union=post.union, on=holder.begun_on, now=now)
    return tenure


@transaction.atomic
def dismiss(
    *, actor: Actor, tenure_id: int, ended_on: date, document: str, now: datetime, note: str = ""
) -> Tenure:
    """Somebody leaves a post (免职); a chair in office only with consent (《工会法》§18)."""
    decision = decided(actor, ended_on, document, now, note)
    tenure = selectors.lock_tenure(actor, tenure_id)
    post = tenure.post
    if not policy.can_edit(actor, post):
        raise Missing
    if tenure.ended_on:
        raise Refused(_("这项任职已于 %(day)s 结束") % {"day": date_cn(tenure.ended_on)})
    if ended_on < tenure.begun_on:
        raise Refused(_("免职日期不能早于任职日期"), field="ended_on")
    if post.kind in {PostKind.CHAIR, PostKind.VICE_CHAIR} and not note.strip():
        raise Refused(
            _(
                "任期未满调动主席、副主席，应当征得本级工会委员会和上一级工会同意（《工会法》第十八条），请写明"
            ),
            field="note",
        )
    tenure.ended_on = ended_on
    reason = f"{decision.document} {decision.note}".strip()
    ledger.save(tenure, actor=actor, verb="dismiss", at=now, note=reason)
    sign_out([tenure.person_id], post.roles)
    review_board(actor=actor, union=post.union, on=ended_on, now=now)
    publish(TenureEnded(post.union_id, tenure.person_id, ended_on, now))
    return tenure


@transaction.atomic
def grant_roles(
    *, actor: Actor, post_id: int, roles: Sequence[str], now: datetime, note: str = ""
) -> Post:
    """Say what a post may do: the security administrator alone, and never two of the three powers."""
    post = selectors.lock_post(actor, post_id)
    if not policy.can_grant(actor, post):
        raise Refused(_("岗位权限只能由安全管理员授予"))
    wanted = sorted(set(roles))
    today = localdate(now)
    _check_powers(post, set(wanted), today, actor)
    holders = Tenure.objects.filter(post=post).held_on(today)
    sign_out(holders.values_list("person_id", flat=True), set(post.roles) ^ set(wanted))
    post.roles = wanted
    return ledger.save(post, actor=actor, verb="grant_roles", at=now, note=note)


def sign_out(people: Iterable[int | None], roles: Iterable[str]) -> None:
    """Whoever gains or loses an administrator's powers signs in anew (rules §11.3)."""
    if ADMINISTRATORS.isdisjoint(roles):
        return
    for person_id in people:
        if person_id is not None:
            sign_in.end_sessions(user_id=person_id)


def _check_powers(post: Post, wanted: set[str], today: date, actor: Actor) -> None:
    if sentence := conflict(wanted):
        raise Refused(sentence, field="roles")
    holders = Tenure.objects.filter(post=post).held_on(today).exclude(person=None)
    for person_id in holders.values_list("person_id", flat=True):
        if person_id == actor.user_id:
            raise Refused(_("不能给自己所在的岗位授权，请由另一名安全管理员办理"), field="roles")
        if sentence := conflict(selectors.roles_held_by(person_id or 0, today, post.pk) | wanted):
            raise Refused(sentence, field="roles")


@transaction.atomic
def seat(
    *,
    actor: Actor = SYSTEM,
    union_id: int,
    title: str,
    kind: str,
    roles: Sequence[str],
    person_id: int,
    begun_on: date,
    now: datetime,
    department: str = "",
    document: str = "",
) -> Tenure:
    """A post, its roles and its holder at once: the first filling of a deployment, by the system."""
    post = _post_for(union_id, title, department, kind)
    if not policy.can_grant(actor, post):
        raise Refused(_("岗位权限只能由安全管理员授予"))
    if sentence := conflict(set(roles)):
        raise Refused(sentence, field="roles")
    post.roles = sorted(set(roles))
    ledger.save(post, actor=actor, verb="grant_roles", at=now)
    holder = Holder(selectors.name_of(person_id), begun_on, document, person_id)
    return _seat(actor, post, holder, now)


def _post_for(union_id: int, title: str, department: str, kind: str) -> Post:
    union = Union.objects.get(pk=union_id)
    found = Post.objects.filter(union=union, title=title, department=department).first()
    return found or Post(
        union=union, title=title, department=department, kind=kind, order=OFFICIAL_ORDER[kind]
    )
