"""A year of ledgers: members month by month, terms, posts, certificates, employers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level, PostKind, UnionKind
from niangjia.domains.unions.services import employers, headcounts, posts, terms
from niangjia.foundation import clock
from niangjia.foundation.divisions.identity import synthetic_uscc
from niangjia.foundation.facts.services import fold_all
from niangjia.foundation.scope import SYSTEM

from .invention import dice, person_name
from .tree import BRANDS, PROVINCES, TRADES

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Union

FIRST = date(2022, 1, 1)
UNIONISED = 0.88
"""How many employers have a union of their own."""

MONTHS = 23
"""January 2022 to November 2023: two years for the comparison with the year before."""


def keep_a_year() -> None:
    """Everything a county cadre would have entered."""
    _count_members()
    for province in PROVINCES:
        root = unions.union_by_code(f"{province}0000")
        for union in [
            root,
            *unions.unions_of(root.path, Level.CITY),
            *unions.unions_of(root.path, Level.COUNTY),
        ]:
            _elect(union)
            _fill_posts(union)
        for union in unions.unions_of(root.path, Level.COUNTY):
            _register(union)
        _certify(root.path)
    fold_all()


def _count_members() -> None:
    """Monthly statements of the county unions, growing at each its own pace."""
    counties = [
        union
        for province in PROVINCES
        for union in unions.unions_of(unions.union_by_code(f"{province}0000").path, Level.COUNTY)
    ]
    chances = {union.pk: dice("members", union.code) for union in counties}
    start = {u.pk: chances[u.pk].randrange(9_000, 88_000) for u in counties}
    rate = {u.pk: chances[u.pk].uniform(0.68, 0.93) for u in counties}
    for month in range(MONTHS):
        on = FIRST + relativedelta(months=month)
        rows = []
        for union in counties:
            rng = chances[union.pk]
            rate[union.pk] = min(rate[union.pk] + rng.uniform(-0.001, 0.007), 0.985)
            workers = int(start[union.pk] * (1 + month * 0.0018))
            members = int(workers * rate[union.pk])
            women = int(members * 0.41)
            rows.append((union, on, headcounts.Count(workers, members, women)))
        headcounts.load_headcounts(counts=rows, source="月报", now=clock.now())


def _elect(union: Union) -> None:
    """A term for every union; a few are due soon, a few are late."""
    rng = dice("term", union.code)
    begun = date(2019, 1, 10) + relativedelta(days=rng.randrange(0, 1700))
    if rng.random() < 0.06:
        begun = date(2018, 9, 1) + relativedelta(days=rng.randrange(0, 200))
    terms.record_term(
        actor=SYSTEM,
        union_id=union.pk,
        number=rng.randrange(4, 12),
        years=5,
        begun_on=begun,
        document=f"工复〔{begun.year}〕{rng.randrange(1, 90)}号",
        chair=person_name("chair", union.code),
        now=clock.now(),
    )


BOARD = (
    ("主席", PostKind.CHAIR, 0.96),
    ("副主席", PostKind.VICE_CHAIR, 0.9),
    ("经审会主任", PostKind.AUDIT_CHAIR, 0.93),
    ("女职委主任", PostKind.WOMEN_CHAIR, 0.93),
)


def _fill_posts(union: Union) -> None:
    """The board; now and then a seat is vacant."""
    rng = dice("board", union.code)
    for title, kind, share in BOARD:
        post = posts.create_post(
            actor=SYSTEM, union_id=union.pk, title=title, kind=kind, now=clock.now()
        )
        if rng.random() < share:
            posts.appoint(
                actor=SYSTEM,
                post_id=post.pk,
                person_name=person_name(kind, union.code),
                begun_on=date(2021, 6, 1),
                document=f"工任〔2021〕{rng.randrange(1, 60)}号",
                now=clock.now(),
            )


def _register(county: Union) -> None:
    """Three employers a county, most of them with one of its unions."""
    rng = dice("employers", county.code)
    own = list(unions.unions_of(county.path, Level.GRASSROOTS).filter(kind=UnionKind.GRASSROOTS))
    for number in range(3):
        workers = rng.randrange(30, 1200)
        brand, trade = rng.choice(BRANDS), rng.choice(TRADES)
        employers.add_employer(
            actor=SYSTEM,
            area_id=county.pk,
            union_id=own[number].pk if own and rng.random() < UNIONISED else None,
            name=f"{county.short_name}{brand}{trade}有限公司（{number + 1}厂）",
            uscc=synthetic_uscc("91", county.code, f"MA6{number}{rng.randrange(10**4):04d}"),
            kind="170",
            workers=workers,
            women_workers=int(workers * 0.4),
            on=FIRST,
            now=clock.now(),
        )


def _certify(path: str) -> None:
    """A certificate for every second grassroots union."""
    for union in _every_second(path):
        rng = dice("certificate", union.code)
        issued = date(2020, 3, 1) + relativedelta(days=rng.randrange(0, 900))
        employers.register_certificate(
            actor=SYSTEM,
            union_id=union.pk,
            number=f"工法证字第{union.pk:07d}号",
            uscc=synthetic_uscc("81", union.division_code, f"MC{rng.randrange(10**6):06d}"),
            legal_representative=person_name("legal", union.code),
            registrar_id=union.parent_id or union.pk,
            issued_on=issued,
            expires_on=issued + relativedelta(years=5),
            now=clock.now(),
        )


def _every_second(path: str) -> Iterator[Union]:
    yield from list(unions.unions_of(path, Level.GRASSROOTS))[::2]
