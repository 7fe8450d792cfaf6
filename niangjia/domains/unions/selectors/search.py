"""Finding unions by name, code, pinyin and initials."""

from __future__ import annotations

from django.db.models import QuerySet

from niangjia.domains.unions.models import Union, UnionQuerySet
from niangjia.foundation.scope import Actor, one
from niangjia.foundation.search import selectors as search

KIND = "unions.union"
RECENT = 5


def search_unions(actor: Actor, words: str, limit: int = 20) -> list[Union]:
    """The unions this person may see that go by these words, best first."""
    return _fetched(search.find(KIND, words, Union.objects.visible_to(actor), limit))


def search_reachable(actor: Actor, words: str, limit: int = 20) -> list[Union]:
    """Where this person may stand, by words."""
    return _fetched(search.find(KIND, words, reachable(actor), limit))


def named(rows: QuerySet[Union], words: str) -> QuerySet[Union]:
    """The rows of a ledger that go by these words."""
    return rows.filter(pk__in=search.ids_of(KIND, words))


def _fetched(ids: list[int]) -> list[Union]:
    found = Union.objects.select_related("parent").in_bulk(ids)
    return [found[pk] for pk in ids]


def reachable(actor: Actor) -> UnionQuerySet:
    """The standing unions a person's posts reach, whatever their role: where one may switch to."""
    roles = {role for role, _path in actor.rights}
    return Union.objects.within_any(actor.paths(roles)).standing()


def find_reachable(actor: Actor, pk: int) -> Union:
    """One union this person may stand at. Raises Missing."""
    return one(reachable(actor), pk=pk)


def homes_of(actor: Actor) -> list[Union]:
    """The unions a person's posts stand at, the highest first."""
    paths = {path for _role, path in actor.rights}
    return list(Union.objects.filter(path__in=paths).order_by("level", "path"))


def roots_of(actor: Actor) -> list[Union]:
    """The topmost unions a person reaches."""
    roles = {role for role, _path in actor.rights}
    return list(Union.objects.filter(path__in=actor.paths(roles)).in_order())


def recent(actor: Actor, ids: list[int]) -> list[Union]:
    """Where one stood lately, still within reach, in the order given."""
    found = reachable(actor).in_bulk(ids[:RECENT])
    return [found[pk] for pk in ids if pk in found]


def branches(actor: Actor, parent: Union) -> list[Union]:
    """The next level of the tree of the switcher."""
    return list(reachable(actor).filter(parent=parent).in_order())
