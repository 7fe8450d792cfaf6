"""The room's figures: how many unions, workers and members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, Metric, facts_of, metric, ratio

from .enums import Level, TermState, UnionKind, UnionState
from .models import BoardReview, Certificate, Employer, Headcount, Tenure, Term, Union, Workforce

DAWN = date(1949, 10, 1)
"""The day on which unions count whose founding nobody wrote down."""

UNIONS = metric(
    "unions.unions",
    _("工会组织"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已建、未撤并的各级各类工会组织"),
)
GRASSROOTS = metric(
    "unions.grassroots",
    _("基层工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已建的基层工会委员会和联合基层工会"),
)
COUNTY_UNIONS = metric(
    "unions.county_unions",
    _("县级工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("县（市、区、旗）总工会，不含开发区工会"),
)
TOWNSHIP_UNIONS = metric(
    "unions.township_unions",
    _("乡镇（街道）总工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("乡镇、街道一级已建的总工会，不含开发区工会"),
)
WORKERS = metric(
    "unions.workers",
    _("职工"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("工会填报的职工数，不含已单独建账的下级工会"),
)
MEMBERS = metric(
    "unions.members",
    _("会员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("工会填报的会员数，不含已单独建账的下级工会"),
)
WOMEN_MEMBERS = metric("unions.women_members", _("女会员"), unit=Unit.PERSON, kind=Kind.STOCK)
MEMBERSHIP_RATE = ratio(
    "unions.membership_rate", _("入会率"), MEMBERS / WORKERS, meaning=_("会员数 ÷ 职工数")
)
BOARDS = metric(
    "unions.boards",
    _("应配班子的工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已查看班子配备的工会，不含派出机构、分会和小组"),
)
BOARDS_COMPLETE = metric(
    "unions.boards_complete",
    _("班子配齐的工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("主席、副主席（县级以上）、经审会主任、应设的女职委主任均有人任职"),
)
BOARD_RATE = ratio("unions.board_rate", _("班子配备率"), BOARDS_COMPLETE / BOARDS)
POSTS_FILLED = metric(
    "unions.posts_filled",
    _("在职工会干部"),
    unit=Unit.SEAT,
    kind=Kind.STOCK,
    meaning=_("在任的任职"),
)
ELECTIONS_DUE = metric(
    "unions.elections_due",
    _("届满应换届"),
    unit=Unit.TIME,
    meaning=_("届满日期（经批准延期的为延期日期）在期间内的届次"),
    source="《工会法》§16",
)
RE_ELECTED = metric(
    "unions.re_elected",
    _("按期换届"),
    unit=Unit.TIME,
    meaning=_("应换届的届次中，在届满日期当日或之前完成换届的，计在届满日期"),
)
RE_ELECTED_IN_TIME = ratio("unions.re_elected_in_time", _("按期换届率"), RE_ELECTED / ELECTIONS_DUE)
CERTIFICATES = metric(
    "unions.certificates",
    _("有效法人资格证书"),
    unit=Unit.ITEM,
    kind=Kind.STOCK,
    meaning=_("已发证、未到期、未注销的工会法人资格证书"),
)
EMPLOYERS = metric("unions.employers", _("用人单位"), unit=Unit.FIRM, kind=Kind.STOCK)
EMPLOYERS_DUE = metric(
    "unions.employers_due",
    _("职工 25 人以上单位"),
    unit=Unit.FIRM,
    kind=Kind.STOCK,
    meaning=_("存续的用人单位中，截至期末最近一次填报的职工数在 25 人以上的，自统计日期起计"),
)
EMPLOYERS_COVERED = metric(
    "unions.employers_covered",
    _("职工 25 人以上已建会单位"),
    unit=Unit.FIRM,
    kind=Kind.STOCK,
    meaning=_("职工 25 人以上单位中已登记所建工会的，自登记的统计日期起计，不早于工会成立日期"),
)
COVERAGE_RATE = ratio(
    "unions.coverage_rate", _("建会率"), EMPLOYERS_COVERED / EMPLOYERS_DUE, source="rules §2.4"
)
ENDED = frozenset({UnionState.MERGED, UnionState.DISSOLVED})
LOCAL = frozenset({UnionKind.GENERAL, UnionKind.CORPS, UnionKind.TOWNSHIP})


@facts_of(Union)
def union_facts(union: Union) -> Iterator[Fact]:
    """A union counts from its founding until its end."""
    if union.state in {UnionState.PREPARING, UnionState.WITHDRAWN}:
        return
    for found in _counted_as(union):
        yield found.fact(union, on=union.founded_on or DAWN)
        if union.ended_on and union.state in ENDED:
            yield found.fact(union, on=union.ended_on, quantity=-1)


def _counted_as(union: Union) -> Iterator[Metric]:
    yield UNIONS
    if union.kind in UnionKind.grassroots():
        yield GRASSROOTS
    if union.kind in LOCAL and union.level == Level.COUNTY:
        yield COUNTY_UNIONS
    if union.kind in LOCAL and union.level == Level.TOWNSHIP:
        yield TOWNSHIP_UNIONS


@facts_of(Headcount, related=["union"])
def headcount_facts(row: Headcount) -> Iterator[Fact]:
    """Every statement contributes its difference to the one before; none of a union taken back."""
    if row.union.state == UnionState.WITHDRAWN:
        return
    yield WORKERS.fact(row.union, on=row.on, quantity=row.workers_by)
    yield MEMBERS.fact(row.union, on=row.on, quantity=row.members_by)
    yield WOMEN_MEMBERS.fact(row.union, on=row.on, quantity=row.women_by)


@facts_of(BoardReview, related=["union"])
def board_facts(row: BoardReview) -> Iterator[Fact]:
    """Every look at a board contributes what changed since the one before."""
    yield BOARDS.fact(row.union, on=row.on, quantity=row.reviewed_by)
    yield BOARDS_COMPLETE.fact(row.union, on=row.on, quantity=row.complete_by)


@facts_of(Tenure, related=["post__union"])
def tenure_facts(row: Tenure) -> Iterator[Fact]:
    """Somebody in a post, from the first day until the last."""
    yield POSTS_FILLED.fact(row.post.union, on=row.begun_on)
    if row.ended_on:
        yield POSTS_FILLED.fact(row.post.union, on=row.ended_on, quantity=-1)


@facts_of(Term, related=["union"])
def term_facts(row: Term) -> Iterator[Fact]:
    """A re-election that is due, and whether it was held by then: both on the due day."""
    if row.state == TermState.CLOSED:
        return
    yield ELECTIONS_DUE.fact(row.union, on=row.due_on)
    if row.ended_on and row.ended_on <= row.due_on:
        yield RE_ELECTED.fact(row.union, on=row.due_on)


@facts_of(Certificate, related=["union"])
def certificate_facts(row: Certificate) -> Iterator[Fact]:
    """A certificate counts from its issue until it expires or is revoked."""
    yield CERTIFICATES.fact(row.union, on=row.issued_on)
    until = min(row.expires_on, row.revoked_on or row.expires_on)
    yield CERTIFICATES.fact(row.union, on=until, quantity=-1)


@facts_of(Employer, related=["registered_in"])
def employer_facts(row: Employer) -> Iterator[Fact]:
    """An employer counts in its area from its opening until it closes, and then no more as due."""
    if row.withdrawn_at:
        return
    begun = row.opened_on or DAWN
    yield EMPLOYERS.fact(row.registered_in, on=begun)
    if not row.closed_on:
        return
    over = [EMPLOYERS]
    if row.is_due:
        over += [EMPLOYERS_DUE, EMPLOYERS_COVERED] if row.union_id else [EMPLOYERS_DUE]
    for ended in over:
        yield ended.fact(row.registered_in, on=max(begun, row.closed_on), quantity=-1)


@facts_of(Workforce, related=["employer__registered_in"])
def workforce_facts(row: Workforce) -> Iterator[Fact]:
    """Every statement contributes what changed since the one before."""
    if row.employer.withdrawn_at:
        return
    place = row.employer.registered_in
    yield EMPLOYERS_DUE.fact(place, on=row.on, quantity=row.due_by)
    yield EMPLOYERS_COVERED.fact(place, on=row.on, quantity=row.covered_by)
