"""Writing a framework: new, copied, edited while a draft, published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from niangjia.domains.assessment.models import Dimension, Framework, Item
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.selectors.frameworks import items_of, lock_framework, outline
from niangjia.domains.assessment.workflow import FRAMEWORK
from niangjia.domains.unions import selectors as unions
from niangjia.foundation import ledger
from niangjia.foundation.errors import Refused
from niangjia.foundation.scope import Actor, one

FIELDS = (
    "number",
    "title",
    "standard",
    "kind",
    "formula",
    "points",
    "params",
    "key_points",
    "evidence_required",
    "metric",
)
SETTINGS = ("title", "source", "grades", "bonus_cap", "tie_rule", "tie_order")


@transaction.atomic
def start_framework(
    *, actor: Actor, union_id: int, key: str, title: str, now: datetime, **settings: Any
) -> Framework:
    """A new, empty draft; its edition follows the last one of the same key. Without one it gets a key."""
    union = unions.find_union(actor, union_id)
    key = key or _fresh_key(union.path)
    last = Framework.objects.filter(path=union.path, key=key).aggregate(last=Max("edition"))
    framework = Framework(
        union_id=union.pk,
        path=union.path,
        key=key,
        edition=(last["last"] or 0) + 1,
        title=title,
        **settings,
    )
    _check_owner(actor, framework)
    return ledger.save(framework, actor=actor, verb="start", at=now)


def _fresh_key(path: str) -> str:
    """A key no framework of this union has."""
    taken = set(Framework.objects.filter(path=path).values_list("key", flat=True))
    return next(key for n in count(1) if (key := f"framework-{n}") not in taken)


@transaction.atomic
def fill_framework(
    *, actor: Actor, framework_id: int, chapters: Sequence[Mapping[str, Any]], now: datetime
) -> Framework:
    """Replace the whole outline of a draft: dimensions with their items, as the files bring them."""
    framework = _draft(actor, framework_id)
    framework.dimensions.all().delete()
    for chapter in chapters:
        dimension = Dimension(
            framework=framework,
            number=chapter["number"],
            title=chapter["title"],
            note=chapter.get("note", ""),
        )
        ledger.save(dimension, actor=actor, verb="write", at=now)
        for fields in chapter["items"]:
            ledger.save(Item(dimension=dimension, **fields), actor=actor, verb="write", at=now)
    return framework


@transaction.atomic
def edit_framework(*, actor: Actor, framework_id: int, now: datetime, **settings: Any) -> Framework:
    """Change title, grades, caps and ties of a draft."""
    framework = _draft(actor, framework_id)
    for name, value in settings.items():
        setattr(framework, name, value)
    return ledger.save(framework, actor=actor, verb="edit", at=now)


@transaction.atomic
def save_dimension(
    *,
    actor: Actor,
    framework_id: int,
    title: str,
    now: datetime,
    dimension_id: int | None = None,
    note: str = "",
) -> Dimension:
    """Add a dimension at the end of a draft, or rename one."""
    framework = _draft(actor, framework_id)
    if dimension_id is not None:
        dimension = one(Dimension.objects.filter(framework=framework), pk=dimension_id)
    else:
        last = framework.dimensions.aggregate(last=Max("number"))["last"] or 0
        dimension = Dimension(framework=framework, number=last + 1)
    dimension.title, dimension.note = title, note
    return ledger.save(dimension, actor=actor, verb="write", at=now)


@transaction.atomic
def save_item(
    *,
    actor: Actor,
    framework_id: int,
    dimension_id: int,
    now: datetime,
    item_id: int | None = None,
    **fields: Any,
) -> Item:
    """Add an item at the end of a dimension of a draft, or change one."""
    framework = _draft(actor, framework_id)
    dimension = one(Dimension.objects.filter(framework=framework), pk=dimension_id)
    if item_id is not None:
        item = one(Item.objects.filter(dimension__framework=framework), pk=item_id)
    else:
        last = dimension.items.aggregate(last=Max("number"))["last"] or 0
        item = Item(dimension=dimension, number=last + 1)
    for name, value in fields.items():
        setattr(item, name, value)
    return ledger.save(item, actor=actor, verb="write", at=now)


@transaction.atomic
def move_item(*, actor: Actor, framework_id: int, item_id: int, up: bool, now: datetime) -> Item:
    """Change places with the neighbour above or below; at the end nothing happens."""
    framework = _draft(actor, framework_id)
    item = one(Item.objects.filter(dimension__framework=framework), pk=item_id)
    rows = list(item.dimension.items.order_by("number"))
    at = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return item
    other = rows[to]
    mine, theirs = item.number, other.number
    Item.objects.filter(pk=item.pk).update(number=0)
    other.number = mine
    ledger.save(other, actor=actor, verb="move", at=now)
    item.number = theirs
    return ledger.save(item, actor=actor, verb="move", at=now)


@transaction.atomic
def drop_item(*, actor: Actor, framework_id: int, item_id: int, now: datetime) -> Framework:
    """Take an item out of a draft; those after it move up."""
    framework = _draft(actor, framework_id)
    item = one(Item.objects.filter(dimension__framework=framework), pk=item_id)
    dimension, gone = item.dimension, item.number
    item.delete()
    for row in dimension.items.filter(number__gt=gone).order_by("number"):
        row.number -= 1
        ledger.save(row, actor=actor, verb="move", at=now)
    return framework


@transaction.atomic
def publish_framework(*, actor: Actor, framework_id: int, now: datetime) -> Framework:
    """Publish a draft: from now on it never changes. Raises Refused while it is empty or unclear."""
    framework = lock_framework(actor, framework_id)
    FRAMEWORK.check(framework, "publish", actor=actor)
    items = items_of(framework.pk)
    if not items:
        raise Refused(_("细则里还没有指标，请先添加"))
    empty = [c.dimension.title for c in outline(framework) if not c.items]
    if empty:
        raise Refused(_("维度“%(title)s”下还没有指标") % {"title": empty[0]})
    FRAMEWORK.advance(framework, "publish", actor=actor, at=now)
    return framework


@transaction.atomic
def retire_framework(*, actor: Actor, framework_id: int, now: datetime) -> Framework:
    """Take an edition out of use; cycles that run on it go on."""
    framework = lock_framework(actor, framework_id)
    FRAMEWORK.advance(framework, "retire", actor=actor, at=now)
    return framework


@transaction.atomic
def copy_framework(
    *, actor: Actor, framework_id: int, now: datetime, union_id: int | None = None
) -> Framework:
    """A new draft edition with everything of an old one; for another union, its first edition."""
    source = lock_framework(actor, framework_id)
    copy = start_framework(
        actor=actor,
        union_id=union_id or source.union_id,
        key=source.key,
        now=now,
        **{name: getattr(source, name) for name in SETTINGS},
    )
    fill_framework(actor=actor, framework_id=copy.pk, chapters=chapters_of(source), now=now)
    return copy


def chapters_of(framework: Framework) -> list[dict[str, Any]]:
    """The outline as plain data: what the files carry and `fill_framework` takes."""
    return [
        {
            "number": chapter.dimension.number,
            "title": chapter.dimension.title,
            "note": chapter.dimension.note,
            "items": [{name: getattr(item, name) for name in FIELDS} for item in chapter.items],
        }
        for chapter in outline(framework)
    ]


def _draft(actor: Actor, framework_id: int) -> Framework:
    framework = lock_framework(actor, framework_id)
    _check_owner(actor, framework)
    if not framework.is_draft:
        raise Refused(
            _("第 %(edition)s 版已发布，不能再改。请另存为新版后修改")
            % {"edition": framework.edition}
        )
    return framework


def _check_owner(actor: Actor, framework: Framework) -> None:
    if not owns_here(actor, framework):
        raise Refused(
            _("只有%(owner)s的考核管理岗位可以编制细则") % {"owner": framework.union.name}
        )
