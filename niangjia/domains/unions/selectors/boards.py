"""Which posts a union must have filled, which are vacant, and when its committee is due anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from niangjia.domains.unions.enums import Level, PostKind, UnionKind
from niangjia.domains.unions.models import Post, Tenure, Term, Union
from niangjia.foundation.parameters import keys
from niangjia.foundation.scope import Actor, one

VICE_CHAIRS = frozenset({PostKind.VICE_CHAIR, PostKind.EXECUTIVE_VICE_CHAIR})

BOARD = frozenset(
    {
        PostKind.PARTY_SECRETARY,
        PostKind.CHAIR,
        *VICE_CHAIRS,
        PostKind.PART_TIME_VICE_CHAIR,
        PostKind.AUDIT_CHAIR,
        PostKind.WOMEN_CHAIR,
    }
)


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with those who hold it on a day."""

    post: Post
    holders: tuple[Tenure, ...]

    @property
    def vacant(self) -> int:
        """Seats without a holder."""
        return max(self.post.seats - len(self.holders), 0)


def required_posts(union: Union, on: date) -> list[frozenset[str]]:
    """The posts without which a board is not complete; each may be filled by one of its kinds.

    The women's committee depends on the number of women members (PARAM women_committee.threshold).
    """
    if union.kind in UnionKind.dispatched():
        return []
    wanted = [frozenset({str(PostKind.CHAIR)})]
    if union.level <= Level.COUNTY:
        wanted.append(frozenset(str(kind) for kind in VICE_CHAIRS))
    wanted.append(frozenset({str(PostKind.AUDIT_CHAIR)}))
    threshold = keys.WOMEN_COMMITTEE_THRESHOLD.value(union.division_code[:6], on)
    if union.women_members >= threshold:
        wanted.append(frozenset({str(PostKind.WOMEN_CHAIR)}))
    return wanted


def missing_posts(union: Union, on: date) -> list[str]:
    """The kinds of required posts nobody holds that day."""
    held = set(
        Tenure.objects.filter(post__union=union).held_on(on).values_list("post__kind", flat=True)
    )
    return [
        str(PostKind.VICE_CHAIR) if len(kinds) > 1 else next(iter(kinds))
        for kinds in required_posts(union, on)
        if not kinds & held
    ]


def posts_of(union: Union, on: date) -> list[PostLine]:
    """The posts of a union in official order, with their holders."""
    posts = Post.objects.filter(union=union).order_by("order", "pk")
    return lines_of(posts, on)


def lines_of(posts: Iterable[Post], on: date) -> list[PostLine]:
    """Posts with their holders: one more query for all of them."""
    found = list(posts)
    rows = Tenure.objects.filter(post__in=found).held_on(on).order_by("begun_on", "pk")
    holders: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in rows:
        holders[tenure.post_id].append(tenure)
    return [PostLine(post, tuple(holders[post.pk])) for post in found]


def posts_below(actor: Actor, words: str, *, only: str, on: date) -> QuerySet[Post]:
    """The posts of the unions at or below where one stands; `only` vacant or board posts.

    Words name the union, the post or its holder.
    """
    rows = Post.objects.visible_to(actor).within(actor.here).select_related("union")
    held = Tenure.objects.filter(post=OuterRef("pk")).held_on(on)
    if only == "vacant":
        rows = rows.filter(~Exists(held))
    if only == "board":
        rows = rows.filter(kind__in=BOARD)
    if words:
        by_holder = Exists(held.filter(person_name__contains=words))
        by_name = Q(title__contains=words) | Q(union__name__contains=words)
        rows = rows.filter(by_name | by_holder)
    return rows


def tenures_of(union: Union) -> QuerySet[Tenure]:
    """Everybody who held a post here, the latest first."""
    return (
        Tenure.objects.filter(post__union=union)
        .select_related("post")
        .order_by("-begun_on", "post__order")
    )


def find_post(actor: Actor, pk: int) -> Post:
    """One post. Raises Missing."""
    return one(Post.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_post(actor: Actor, pk: int) -> Post:
    """The same, locked."""
    rows = Post.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_tenure(actor: Actor, pk: int) -> Tenure:
    """Somebody's time in a post. Raises Missing."""
    return one(Tenure.objects.visible_to(actor).select_related("post__union"), pk=pk)


def lock_tenure(actor: Actor, pk: int) -> Tenure:
    """Somebody's time in a post, locked; not by being one's own. Raises Missing."""
    rows = Tenure.objects.visible_to(actor).select_related("post__union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def roles_held_by(person_id: int, on: date, but: int = 0) -> set[str]:
    """Every role a person's posts give, one post left out."""
    rows = Tenure.objects.filter(person_id=person_id).held_on(on).exclude(post_id=but)
    return {role for roles in rows.values_list("post__roles", flat=True) for role in roles}


def terms_of(union: Union) -> QuerySet[Term]:
    """The terms of office, the latest first."""
    return Term.objects.filter(union=union).order_by("-number")


def running_term(union: Union) -> Term | None:
    """The term that has not ended."""
    return Term.objects.filter(union=union).running().first()


def terms_due_by(day: date) -> Q:
    """The condition of terms whose re-election is due by that day."""
    return ~Q(state__in=["ended", "closed"]) & (
        Q(postponed_until=None, ends_on__lte=day) | Q(postponed_until__lte=day)
    )


def terms_due(path: str, day: date) -> QuerySet[Term]:
    """Running terms at or below a path that are due by that day, the soonest first."""
    rows = Term.objects.within(path).filter(terms_due_by(day)).select_related("union")
    return rows.order_by(Coalesce("postponed_until", "ends_on"), "pk")
