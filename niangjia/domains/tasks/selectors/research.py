"""Finding research and what hangs on it: teams, visits, findings, reports, problems and measures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.domains.tasks.enums.research import PROBLEMS, UNDER_WAY, FindingKind, ResearchState
from niangjia.domains.tasks.enums.tasks import Origin
from niangjia.domains.tasks.models import (
    Answer,
    Finding,
    Group,
    Measure,
    Paper,
    Place,
    Research,
    Stop,
    Task,
    Team,
)
from niangjia.domains.tasks.policy.roles import VISITOR
from niangjia.foundation.scope import Actor, one
from niangjia.foundation.web.todos import Todo


@dataclass(slots=True)
class Tally:
    """How far a piece of research has come: the numbers of its head line."""

    teams: int = 0
    places: int = 0
    visited: int = 0
    papers: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    groups: int = 0
    measures: int = 0

    @property
    def problems(self) -> int:
        """Findings that ask for an answer."""
        return sum(number for kind, number in self.findings.items() if kind in PROBLEMS)


def research_of(actor: Actor) -> QuerySet[Research]:
    """Every piece of research this person sees, the latest first, with its counts."""
    rows = Research.objects.visible_to(actor).select_related("union")
    rows = rows.annotate(
        team_count=Count("teams", distinct=True),
        place_count=Count("teams__places", distinct=True),
        paper_count=Count("teams__paper", distinct=True),
    )
    return rows.order_by("-begins_on", "-pk")


def find_research(actor: Actor, pk: int) -> Research:
    """One piece of research. Raises Missing."""
    return one(Research.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_research(actor: Actor, pk: int) -> Research:
    """The same, locked for a change. Raises Missing."""
    rows = Research.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_team(actor: Actor, pk: int) -> Team:
    """One team with its research. Raises Missing."""
    return one(Team.objects.visible_to(actor).select_related("research__union"), pk=pk)


def find_group(actor: Actor, pk: int) -> Group:
    """One grouped problem with its research. Raises Missing."""
    return one(Group.objects.visible_to(actor).select_related("research__union"), pk=pk)


def find_finding(actor: Actor, pk: int) -> Finding:
    """One finding with its research and county. Raises Missing."""
    rows = Finding.objects.visible_to(actor)
    return one(rows.select_related("research__union", "union", "team", "group"), pk=pk)


def lock_finding(actor: Actor, pk: int) -> Finding:
    """The same, locked for a change. Raises Missing."""
    rows = Finding.objects.visible_to(actor).select_related("research__union", "union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def teams_of(research: Research) -> list[Team]:
    """The teams with their counties and reports, by number."""
    places = Place.objects.select_related("union").order_by("union__code")
    rows = Team.objects.filter(research=research).order_by("order").select_related("paper")
    return list(rows.prefetch_related(Prefetch("places", places)))


def places_of(research: Research) -> list[Place]:
    """The counties chosen, in official order."""
    rows = Place.objects.filter(research=research).select_related("union", "team")
    return list(rows.order_by("union__code"))


def place_of(research: Research, union_id: int) -> Place | None:
    """The choice of one county, or nothing."""
    rows = Place.objects.filter(research=research, union=union_id)
    return rows.select_related("union", "team").first()


def stops_of(actor: Actor, research: Research) -> QuerySet[Stop]:
    """Visits this person may read, the latest first."""
    rows = Stop.objects.visible_to(actor).filter(research=research)
    return rows.select_related("union", "team").order_by("-visited_on", "-pk")


def papers_of(research: Research) -> QuerySet[Paper]:
    """The reports, by team."""
    rows = Paper.objects.filter(team__research=research).select_related("team")
    return rows.order_by("team__order")


def find_paper(actor: Actor, pk: int) -> Paper:
    """One report. Raises Missing."""
    return one(Paper.objects.visible_to(actor).select_related("team__research__union"), pk=pk)


def paper_of(team: Team) -> Paper | None:
    """The report of a team, where it has one."""
    return Paper.objects.filter(team=team).first()


def findings_of(
    actor: Actor,
    research: Research,
    *,
    kind: str = "",
    q: str = "",
    union: int | None = None,
    group: int | None = None,
    loose: bool = False,
) -> QuerySet[Finding]:
    """Findings this person may read, by county; `loose` are problems in no group yet."""
    rows = Finding.objects.visible_to(actor).filter(research=research)
    if kind in FindingKind.values:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(Q(text__icontains=q) | Q(union__name__icontains=q))
    if union:
        rows = rows.filter(union=union)
    if group:
        rows = rows.filter(group=group)
    if loose:
        rows = rows.filter(group=None, kind__in=PROBLEMS)
    return rows.select_related("union", "team", "group").order_by("union__code", "pk")


def tally_of(actor: Actor, research: Research) -> Tally:
    """The numbers of its head line; findings are those this person may read."""
    kinds = Finding.objects.visible_to(actor).filter(research=research).values_list("kind")
    visited = Stop.objects.filter(research=research)
    return Tally(
        teams=Team.objects.filter(research=research).count(),
        places=Place.objects.filter(research=research).count(),
        visited=visited.values("union").distinct().count(),
        papers=Paper.objects.filter(team__research=research).count(),
        findings=dict(kinds.order_by().annotate(n=Count("pk"))),
        groups=Group.objects.filter(research=research).count(),
        measures=_answers(actor, research).values("measure").distinct().count(),
    )


def _answers(actor: Actor, research: Research) -> QuerySet[Answer]:
    """Answers by measures this person may read: those of a programme that has begun, or one's own."""
    seen = Measure.objects.visible_to(actor).values("pk")
    return Answer.objects.filter(group__research=research, measure__in=seen)


@dataclass(slots=True)
class Problem:
    """A grouped problem on the picture, with the counties behind it and the measures it led to."""

    group: Group
    findings: int = 0
    unions: int = 0
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class Picture:
    """哪个问题引出哪项举措, to be read both ways: problems with measures, measures with problems."""

    problems: list[Problem]
    measures: list[tuple[Measure, list[Group]]]
    pairs: list[tuple[int, int]]

    @property
    def unanswered(self) -> list[Problem]:
        """Problems no measure answers."""
        return [problem for problem in self.problems if not problem.measures]


def picture_of(actor: Actor, research: Research) -> Picture:
    """Problems at the left, measures at the right, and which led to which."""
    groups = Group.objects.filter(research=research).order_by("order")
    counted = groups.annotate(
        found=Count("findings", distinct=True), places=Count("findings__union", distinct=True)
    )
    numbers = {
        pk: (found, places) for pk, found, places in counted.values_list("pk", "found", "places")
    }
    problems = {row.pk: Problem(row, *numbers[row.pk]) for row in groups}
    links = _answers(actor, research).select_related("measure__aspect__programme", "group")
    order = ("measure__aspect__programme_id", "measure__order", "group__order")
    measures: dict[int, tuple[Measure, list[Group]]] = {}
    pairs = []
    for link in links.order_by(*order):
        problems[link.group_id].measures.append(link.measure)
        measures.setdefault(link.measure_id, (link.measure, []))[1].append(link.group)
        pairs.append((link.group_id, link.measure_id))
    return Picture(list(problems.values()), list(measures.values()), pairs)


def measures_to_choose(research: Research) -> list[tuple[int, str]]:
    """The measures of the programmes of its union, to be named as answers."""
    rows = Measure.objects.filter(aspect__programme__union=research.union_id).in_order()
    found = rows.select_related("aspect__programme").order_by(
        "aspect__programme__begins_on", "aspect__programme_id", "order"
    )
    several = len({measure.aspect.programme_id for measure in found}) > 1
    return [
        (
            m.pk,
            f"{m.aspect.programme.title} {m.order}. {m.title}"
            if several
            else f"{m.order}. {m.title}",
        )
        for m in found
    ]


def answers_of(group: Group) -> list[Measure]:
    """The measures a problem led to."""
    rows = Answer.objects.filter(group=group).select_related("measure")
    return [row.measure for row in rows.order_by("measure__order")]


def task_of(finding: Finding) -> Task | None:
    """The task a finding became, where it did."""
    rows = Task.objects.filter(origin=Origin.RESEARCH, origin_id=finding.pk, parent=None)
    return rows.order_by("-pk").first()


def tasks_of(findings: list[Finding]) -> dict[int, int]:
    """Finding → the task it became, for one page of findings."""
    ids = [row.pk for row in findings if row.is_handed]
    rows = Task.objects.filter(origin=Origin.RESEARCH, origin_id__in=ids, parent=None)
    return {origin: pk for origin, pk in rows.values_list("origin_id", "pk") if origin}


def todos(actor: Actor, today: date) -> list[Todo]:
    """Reports still to be written by the teams of one's union, once the research runs."""
    own = [path for role, path in actor.posts if role == VISITOR]
    if not own:
        return []
    rows = Research.objects.filter(path__in=own, state=ResearchState.RUNNING)
    waiting: dict[Research, int] = defaultdict(int)
    for team in Team.objects.filter(research__in=rows, paper=None).select_related("research"):
        waiting[team.research] += 1
    return [
        Todo(
            title=_("%(title)s：%(n)s 个调研组待交报告") % {"title": row.title, "n": number},
            url=reverse("tasks:research", args=[row.pk]),
            kind=_("调查研究"),
            source=row.document or _("调研课题"),
            due_on=row.ends_on,
            verb=_("提交报告"),
            icon="file-text",
        )
        for row, number in waiting.items()
        if row.state in UNDER_WAY
    ]


def problems_of(actor: Actor, measure: Measure) -> list[Group]:
    """The grouped problems a measure answers, of the research this person may read (S003-03)."""
    rows = Group.objects.visible_to(actor).filter(answers__measure=measure)
    return list(rows.select_related("research").order_by("research_id", "order"))
