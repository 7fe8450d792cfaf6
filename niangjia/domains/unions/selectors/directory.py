"""The public directory of unions (工会名录): what anybody may know, whoever asks."""

from __future__ import annotations

from datetime import date

from niangjia.domains.unions.enums import Level, UnionState
from niangjia.domains.unions.models import Post, Union, UnionQuerySet
from niangjia.foundation.scope import SYSTEM, one
from niangjia.foundation.search import selectors as search

from .boards import BOARD, lines_of
from .search import KIND

FOUND = 20


def listed() -> UnionQuerySet:
    """The unions that stand, by name, level, phone and address; for everybody."""
    return Union.objects.visible_to(SYSTEM).filter(state=UnionState.ESTABLISHED)


def find_listed(pk: int) -> Union:
    """One of them. Raises Missing."""
    return one(listed().select_related("parent"), pk=pk)


def search_listed(words: str, limit: int = FOUND) -> list[Union]:
    """Those that go by these words: characters, pinyin, initials or a code; best first."""
    ids = search.find(KIND, words, listed(), limit)
    found = Union.objects.select_related("parent").in_bulk(ids)
    return [found[pk] for pk in ids]


def listed_below(union: Union | None) -> UnionQuerySet:
    """The unions of places directly below one, in official order; the provinces below none."""
    if union is None:
        return listed().filter(level=Level.PROVINCE).in_order()
    return listed().filter(parent=union).in_order()


def public_posts_of(union: Union, on: date) -> list[tuple[str, list[str]]]:
    """(post, names) of those who answer for a union in public; nobody else of its staff."""
    posts = Post.objects.filter(union=union, kind__in=BOARD).order_by("order", "pk")
    lines = [
        (line.post.title, [one.person_name for one in line.holders]) for line in lines_of(posts, on)
    ]
    return [(title, names) for title, names in lines if names]
