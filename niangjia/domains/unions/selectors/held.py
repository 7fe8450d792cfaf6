"""Posts as the ground floor may know them (`settings.POSTS_PROVIDER`): for accounts and tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from niangjia.domains.unions.models import Post, Tenure, Union
from niangjia.foundation import clock
from niangjia.foundation.accounts.posts import HeldPost
from niangjia.foundation.scope import subtree

ROLES = [
    ("unions.reader", _("查看组织台账")),
    ("unions.clerk", _("维护组织台账")),
    ("unions.approver", _("审批组织变更")),
    ("members.reader", _("查看会员名册")),
    ("members.clerk", _("维护会员名册")),
    ("members.approver", _("审批入会和会籍接转")),
    ("assessment.reader", _("查看考核")),
    ("assessment.assessed", _("填报自评")),
    ("assessment.reviewer", _("复核下级自评")),
    ("assessment.owner", _("组织考核验收")),
    ("tasks.issuer", _("交办和审核任务")),
    ("tasks.doer", _("承办任务")),
    ("tasks.visitor", _("联系调研")),
    ("tasks.reader", _("查看任务")),
    ("cockpit.reader", _("查看驾驶舱")),
    ("notices.issuer", _("发布通知公告")),
    ("documents.reader", _("查看公文")),
    ("documents.clerk", _("起草和用印公文")),
    ("system.admin", _("系统管理员")),
    ("security.admin", _("安全管理员")),
    ("audit.admin", _("审计管理员")),
]
"""Every role a post may give, rooms above included: granting them is one page."""


def held_by(user_ids: Iterable[int]) -> dict[int, list[HeldPost]]:
    """The posts each of these people holds today, the highest first."""
    found: dict[int, list[HeldPost]] = defaultdict(list)
    for tenure in _today().filter(person_id__in=list(user_ids)):
        post = tenure.post
        title = f"{post.department} {post.title}".strip()
        held = HeldPost(title, post.union.name, post.union.path, frozenset(post.roles))
        found[tenure.person_id or 0].append(held)
    return dict(found)


def holders_within(paths: Iterable[str]) -> QuerySet[Any]:
    """The ids of everybody who holds or has held a post at or below one of the paths."""
    within = Q(pk__in=[])
    for path in paths:
        within |= subtree("post__union__path", path)
    return everybody().filter(within)


def everybody() -> QuerySet[Any]:
    """The ids of everybody who holds or has held any post."""
    return Tenure.objects.exclude(person=None).values("person_id")


def roles_by_person(roles: Iterable[str]) -> dict[int, set[str]]:
    """Which of these roles each person holds today; people without any are left out."""
    wanted = set(roles)
    found: dict[int, set[str]] = defaultdict(set)
    rows = _today().exclude(person=None).values_list("person_id", "post__roles").iterator()
    for person, given in rows:
        if hit := wanted & set(given):
            found[person or 0] |= hit
    return dict(found)


def role_names() -> dict[str, str]:
    """What each role is called."""
    return {role: str(name) for role, name in ROLES}


def _today() -> QuerySet[Tenure]:
    held = Tenure.objects.held_on(clock.today()).select_related("post__union")
    return held.order_by("post__union__level", "post__order", "pk")


def titles_of(post_ids: Iterable[int]) -> dict[int, str]:
    """The titles of some posts, for the trail (`settings.POST_TITLES_PROVIDER`)."""
    rows = Post.objects.filter(pk__in=list(post_ids)).select_related("union")
    return {row.pk: f"{row.union.name} {row.department} {row.title}" for row in rows}


def names_at(paths: Iterable[str]) -> dict[str, str]:
    """The unions that stand at some paths today, for the trail (`settings.PATH_NAMES_PROVIDER`)."""
    found: dict[str, str] = {}
    listed = sorted(paths)
    for start in range(0, len(listed), 500):
        rows = Union.objects.filter(path__in=listed[start : start + 500])
        found |= dict(rows.values_list("path", "name"))
    return found
