"""The room's figures: how many unions, workers and members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, Metric, facts_of, metric, ratio

from .enums import Level, SecondeeState, TermState, UnionKind, UnionState
from .models import (
    BoardReview,
    Certificate,
    Contract,
    CostPlan,
    Employer,
    Headcount,
    Secondee,
    Studio,
    Team,
    TeamMember,
    Tenure,
    Term,
    Union,
    Workforce,
)

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
SOCIAL_WORKERS = metric(
    "unions.social_workers",
    _("社会化工会工作者"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("合同有效的社会化工会工作者，计在聘用工会"),
)
WORKER_SUBSIDY = metric(
    "unions.worker_subsidy",
    _("社工省级补贴（每月）"),
    unit=Unit.YUAN,
    kind=Kind.STOCK,
    meaning=_("有效的经费分担方案中省级每月承担的金额"),
    source="《江西省工会工作协理员管理办法》",
)
ENTERPRISE_OFFICES = metric(
    "unions.enterprise_offices",
    _("兼任企业工会副主席的社工"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("在任企业工会兼职副主席的社会化工会工作者，每人只兼任一家"),
)
TOWNSHIP_OFFICES = metric(
    "unions.township_offices",
    _("兼任镇街总工会副主席的社工"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("在任镇街总工会兼职副主席的社会化工会工作者"),
)
STUDIOS = metric("unions.studios", _("工会社工工作室"), unit=Unit.PIECE, kind=Kind.STOCK)
STUDIOS_COMPLETE = metric(
    "unions.studios_complete",
    _("人员配齐的工作室"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("部室负责人、工资集体协商指导员和至少一名工会社工均在岗"),
)
STUDIO_RATE = ratio("unions.studio_rate", _("工作室配齐率"), STUDIOS_COMPLETE / STUDIOS)
TEAMS = metric(
    "unions.teams",
    _("领导小组和专班"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("已成立、未撤销的领导小组和工作专班"),
)
MOVED_IN = metric(
    "unions.moved_in",
    _("抽调在专班的人员"),
    unit=Unit.PERSON,
    kind=Kind.STOCK,
    meaning=_("从其他工会抽调、尚未返回的人员"),
)
SECONDEES_PLACED = metric(
    "unions.secondees_placed",
    _("跟班学习到岗"),
    unit=Unit.PERSON,
    meaning=_("到上级机关跟班学习的干部，按到岗日计在选派工会"),
)
SECONDEES_FINISHED = metric(
    "unions.secondees_finished",
    _("跟班学习结业"),
    unit=Unit.PERSON,
    meaning=_("完成跟班学习并有结业鉴定的干部，按返回日计在选派工会"),
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
    """Somebody in a post, from the first day until the last; a social worker beside their work."""
    counted = [POSTS_FILLED]
    if row.worker_id:
        enterprise = row.post.union.kind in UnionKind.grassroots()
        counted.append(ENTERPRISE_OFFICES if enterprise else TOWNSHIP_OFFICES)
    for found in counted:
        yield found.fact(row.post.union, on=row.begun_on)
        if row.ended_on:
            yield found.fact(row.post.union, on=row.ended_on, quantity=-1)


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


@facts_of(Contract, related=["union", "worker"])
def contract_facts(row: Contract) -> Iterator[Fact]:
    """A contract counts its worker from the first day to the last; contracts never overlap."""
    if row.worker.withdrawn_at:
        return
    yield from _span(SOCIAL_WORKERS, row.union, row.begun_on, row.ends_on)


@facts_of(CostPlan, related=["worker__union"])
def cost_plan_facts(row: CostPlan) -> Iterator[Fact]:
    """The province's share a month, while the plan holds."""
    yuan = Decimal(row.fen_of(Level.PROVINCE)) / 100
    yield from _span(WORKER_SUBSIDY, row.worker.union, row.begun_on, row.ends_on, yuan)


@facts_of(Studio, related=["union"])
def studio_facts(row: Studio) -> Iterator[Fact]:
    """A studio counts while it stands; as complete on the days on which all seats are filled."""
    yield from _span(STUDIOS, row.union, row.begun_on, row.ends_on)
    for first, last in row.complete:
        ends_on = date.fromisoformat(last) + timedelta(days=1) if last else None
        yield from _span(STUDIOS_COMPLETE, row.union, date.fromisoformat(first), ends_on)


@facts_of(Team, related=["union"])
def team_facts(row: Team) -> Iterator[Fact]:
    """A team counts until it is dissolved."""
    yield from _span(TEAMS, row.union, row.begun_on, row.ends_on)


@facts_of(TeamMember, related=["team__union"])
def team_member_facts(row: TeamMember) -> Iterator[Fact]:
    """Somebody moved in from elsewhere counts until they go back."""
    if row.moved_from_id and not row.withdrawn_at:
        yield from _span(MOVED_IN, row.team.union, row.begun_on, row.ends_on)


@facts_of(Secondee, related=["union"])
def secondee_facts(row: Secondee) -> Iterator[Fact]:
    """A secondee counts once on the first day, and once more with a result."""
    if row.placed_on:
        yield SECONDEES_PLACED.fact(row.union, on=row.placed_on)
    if row.left_on and row.state == SecondeeState.FINISHED:
        yield SECONDEES_FINISHED.fact(row.union, on=row.left_on)


def _span(
    found: Metric, union: Union, begun_on: date, ends_on: date | None, quantity: int | Decimal = 1
) -> Iterator[Fact]:
    """Up on the first day, down on the first day no more."""
    yield found.fact(union, on=begun_on, quantity=quantity)
    if ends_on:
        yield found.fact(union, on=ends_on, quantity=-quantity)
