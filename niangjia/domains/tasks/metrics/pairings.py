"""The numbers of pairing: counties covered, visits, problems found and solved. S000-02, F000-01."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.models import Pairing, Problem, Visit
from niangjia.domains.unions.metrics import COUNTY_UNIONS
from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio

PAIRINGS = metric(
    "tasks.pairings",
    _("对口联系"),
    unit=Unit.ITEM,
    kind=Kind.STOCK,
    meaning=_("在用的对口联系；一个县可以同时有省级、市级各一项"),
)
COVERED = metric(
    "tasks.covered_counties",
    _("已对口联系的县级工会"),
    unit=Unit.PIECE,
    kind=Kind.STOCK,
    meaning=_("至少有一个上级部门或驻会产业工会对口联系的县级工会，一县只计一次"),
    source="S000-02",
)
COVERAGE = ratio(
    "tasks.coverage",
    _("对口联系覆盖率"),
    COVERED / COUNTY_UNIONS,
    meaning=_("已对口联系的县级工会占全部县级工会的比例，不含开发区工会"),
    source="S000-02",
)
VISITS = metric(
    "tasks.visits",
    _("走访"),
    unit=Unit.TIME,
    meaning=_("对口联系的走访记录，按走访日计；同一条记录重复上传只计一次"),
)
COUNTIES_VISITED = metric(
    "tasks.counties_visited",
    _("走访到的县级工会"),
    unit=Unit.PIECE,
    subjects=True,
    meaning=_("期间内至少走访过一次的县级工会，一县只计一次"),
)
VISITORS = metric(
    "tasks.visitors",
    _("参加走访的干部"),
    unit=Unit.PERSON,
    subjects=True,
    meaning=_("期间内写过走访记录的干部，一人只计一次"),
)
PROBLEMS_FOUND = metric(
    "tasks.problems_found", _("走访发现问题"), unit=Unit.CASE, meaning=_("按发现日计")
)
PROBLEMS_SOLVED = metric(
    "tasks.problems_solved",
    _("走访问题解决"),
    unit=Unit.CASE,
    meaning=_("现场解决，或交办的任务全部审核通过，按解决日计"),
)
PROBLEMS_RAISED = metric(
    "tasks.problems_raised",
    _("上报上级的走访问题"),
    unit=Unit.CASE,
    meaning=_("市级解决不了、上报省级的走访问题，按上报日计；退回的仍计"),
)
SOLVED_RATE = ratio(
    "tasks.problems_solved_rate",
    _("走访问题解决率"),
    PROBLEMS_SOLVED / PROBLEMS_FOUND,
    meaning=_("期间内解决的问题与发现的问题之比；以前发现、本期解决的也计入"),
)


@facts_of(Pairing, related=["union"])
def facts_of_pairing(pairing: Pairing) -> Iterable[Fact]:
    """One from its first day until its last; the county once, however many keep in touch with it."""
    yield PAIRINGS.fact(pairing.union, on=pairing.begins_on)
    if pairing.ends_on:
        yield PAIRINGS.fact(pairing.union, on=pairing.ends_on, quantity=-1)
    if pairing.covers_from:
        yield COVERED.fact(pairing.union, on=pairing.covers_from)
        if pairing.covers_to:
            yield COVERED.fact(pairing.union, on=pairing.covers_to, quantity=-1)


@facts_of(Visit, related=["union"])
def facts_of_visit(visit: Visit) -> Iterable[Fact]:
    """One visit, to one county, by one person."""
    yield VISITS.fact(visit.union, on=visit.visited_on)
    yield COUNTIES_VISITED.fact(visit.union, on=visit.visited_on, subject=f"union:{visit.union_id}")
    if visit.by_id:
        yield VISITORS.fact(visit.union, on=visit.visited_on, subject=f"user:{visit.by_id}")


@facts_of(Problem, related=["union"])
def facts_of_problem(problem: Problem) -> Iterable[Fact]:
    """Found once, solved once."""
    yield PROBLEMS_FOUND.fact(problem.union, on=problem.found_on)
    if problem.raised_on:
        yield PROBLEMS_RAISED.fact(problem.union, on=problem.raised_on)
    if problem.solved_on:
        yield PROBLEMS_SOLVED.fact(problem.union, on=problem.solved_on)
