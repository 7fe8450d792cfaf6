"""The numbers of field research: visits, reports, problems, measures that came of them. S003-01…03."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from niangjia.domains.tasks.models import Answer, Finding, Paper, Stop
from niangjia.foundation.facts.enums import Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric

STOPS = metric(
    "tasks.research_visits",
    _("调研走访"),
    unit=Unit.TIME,
    meaning=_("调研组的实地走访，按走访日计在被调研的工会"),
    source="S003-01",
)
COUNTIES = metric(
    "tasks.research_counties",
    _("调研到的工会"),
    unit=Unit.PIECE,
    subjects=True,
    meaning=_("期间内调研组至少走访过一次的工会，一个工会只计一次"),
    source="F003-01",
)
PAPERS = metric(
    "tasks.research_reports",
    _("调研报告"),
    unit=Unit.ARTICLE,
    meaning=_("调研组提交的报告，按提交日计在组织调研的工会"),
    source="F003-02",
)
PROBLEMS = metric(
    "tasks.research_problems",
    _("调研发现的问题和诉求"),
    unit=Unit.ITEM,
    meaning=_("共性问题、个性问题和诉求，按发现日计在被调研的工会"),
    source="S003-02",
)
MEASURES = metric(
    "tasks.derived_measures",
    _("由调研问题转化的举措"),
    unit=Unit.PIECE,
    subjects=True,
    meaning=_("至少对应一个归并问题的举措，一项举措只计一次，按转化日计"),
    source="S003-03",
)


@facts_of(Stop, related=["union"])
def facts_of_stop(stop: Stop) -> Iterable[Fact]:
    """A visit, and the union it went to."""
    yield STOPS.fact(stop.union, on=stop.visited_on)
    yield COUNTIES.fact(stop.union, on=stop.visited_on, subject=f"union:{stop.union_id}")


@facts_of(Finding, related=["union"])
def facts_of_finding(finding: Finding) -> Iterable[Fact]:
    """What asks for an answer."""
    if finding.is_problem:
        yield PROBLEMS.fact(finding.union, on=finding.found_on)


@facts_of(Paper, related=["team__research__union"])
def facts_of_paper(paper: Paper) -> Iterable[Fact]:
    """A report of a team."""
    yield PAPERS.fact(paper.team.research.union, on=paper.handed_on)


@facts_of(Answer, related=["group__research__union"])
def facts_of_answer(answer: Answer) -> Iterable[Fact]:
    """A measure, however many problems it answers."""
    union = answer.group.research.union
    yield MEASURES.fact(union, on=answer.answered_on, subject=f"measure:{answer.measure_id}")
