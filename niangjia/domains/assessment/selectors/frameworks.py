"""Finding frameworks and their outline."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.apps import apps
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import ItemKind
from niangjia.domains.assessment.models import Dimension, Framework, Item
from niangjia.domains.assessment.models.frameworks import FrameworkQuerySet
from niangjia.foundation.facts.metrics import figures
from niangjia.foundation.scope import Actor, one

ADDED = {ItemKind.COMPULSORY, ItemKind.SCORED, ItemKind.SAMPLE}


@dataclass(frozen=True)
class Chapter:
    """A dimension with its items, in the order of the paper."""

    dimension: Dimension
    items: list[Item]

    @property
    def points(self) -> Decimal:
        """What the items add up to, bonus and penalties apart."""
        return sum((i.points for i in self.items if i.kind in ADDED), Decimal(0))


def frameworks_of(actor: Actor) -> FrameworkQuerySet:
    """Frameworks this person may see, newest edition first."""
    rows = Framework.objects.visible_to(actor).select_related("union")
    return rows.order_by("union__code", "key", "-edition")


def find_framework(actor: Actor, pk: int) -> Framework:
    """One framework this person may see. Raises Missing."""
    return one(Framework.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_framework(actor: Actor, pk: int) -> Framework:
    """The same, locked for a change. Raises Missing."""
    return one(Framework.objects.visible_to(actor).select_for_update(of=("self",)), pk=pk)


def outline(framework: Framework) -> list[Chapter]:
    """Every dimension with its items."""
    items: dict[int, list[Item]] = {}
    found = Item.objects.filter(dimension__framework=framework).select_related("dimension")
    for item in found.in_order():
        items.setdefault(item.dimension_id, []).append(item)
    dimensions = Dimension.objects.filter(framework=framework).order_by("number")
    return [Chapter(dimension, items.get(dimension.pk, [])) for dimension in dimensions]


def items_of(framework_id: int) -> list[Item]:
    """Every item of a framework, in order."""
    rows = Item.objects.filter(dimension__framework_id=framework_id)
    return list(rows.select_related("dimension").in_order())


def full_points(items: list[Item]) -> Decimal:
    """The full mark: what counts towards the base."""
    return sum((item.points for item in items if item.kind in ADDED), Decimal(0))


Group = tuple[str, list[tuple[str, str]]]


def metric_choices(kept: str = "") -> list[Group]:
    """Every figure an item may be bound to, room by room; `kept`, which nobody declares yet, too.

    A file may name a figure of a room to come: such an item is scored by hand until then.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    known = figures()
    for found in known:
        label = f"{found.label}（{found.unit_label}）"
        groups.setdefault(_room_name(found.room), []).append((found.key, label))
    listed = sorted(groups.items())
    if kept and kept not in {found.key for found in known}:
        listed.append((_("尚未提供的指标"), [(kept, kept)]))
    return listed


def _room_name(room: str) -> str:
    found = apps.app_configs.get(room)
    return str(found.verbose_name) if found else room
