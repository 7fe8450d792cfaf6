"""Questions about leading groups and task forces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from niangjia.domains.unions.enums import TeamKind, TeamRole
from niangjia.domains.unions.models import StudioMember, Team, TeamMember
from niangjia.domains.unions.models.spans import on_day, overlapping
from niangjia.foundation.scope import Actor, one


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team as its ledger shows it."""

    team: Team
    heads: str
    members: int
    moved_in: int


def teams_below(
    actor: Actor, q: str = "", kind: str = "", state: str = "", on: date | None = None
) -> QuerySet[Team]:
    """The teams where one stands; `state` is standing, ended or empty, as of the day `on`."""
    rows = Team.objects.visible_to(actor).within(actor.here).select_related("union")
    if q:
        known = TeamMember.objects.in_the_book()
        named = known.filter(person_name__contains=q).values("team")
        rows = rows.filter(Q(name__contains=q) | Q(document__contains=q) | Q(pk__in=named))
    if kind:
        rows = rows.filter(kind=kind)
    if state and on:
        rows = rows.filter(on_day(on)) if state == "standing" else rows.filter(last_on__lt=on)
    return rows


def open_teams_named(actor: Actor, path: str) -> list[Team]:
    """The teams below a path that have not been dissolved, for a roster that names them."""
    rows = Team.objects.visible_to(actor).within(path).filter(last_on=None)
    return list(rows.select_related("union").order_by("union__path", "pk"))


def team_lines(teams: list[Team], on: date) -> list[TeamLine]:
    """Teams with heads and numbers of that day: one more query for all of them."""
    found: dict[int, list[TeamMember]] = {team.pk: [] for team in teams}
    for member in TeamMember.objects.filter(team__in=teams).on(on).order_by("order", "pk"):
        found[member.team_id].append(member)
    return [_line(team, found[team.pk]) for team in teams]


def _line(team: Team, members: list[TeamMember]) -> TeamLine:
    heads = "、".join(m.person_name for m in members if m.role == TeamRole.HEAD)
    return TeamLine(team, heads, len(members), sum(m.moved_from_id is not None for m in members))


def find_team(actor: Actor, pk: int) -> Team:
    """One team. Raises Missing."""
    return one(Team.objects.visible_to(actor).select_related("union"), pk=pk)


def lock_team(actor: Actor, pk: int) -> Team:
    """The same, locked."""
    rows = Team.objects.visible_to(actor).select_related("union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def find_team_member(actor: Actor, pk: int) -> TeamMember:
    """One person's time in a team. Raises Missing."""
    return one(TeamMember.objects.visible_to(actor).select_related("team__union"), pk=pk)


def lock_team_member(actor: Actor, pk: int) -> TeamMember:
    """The same, locked."""
    rows = TeamMember.objects.visible_to(actor).select_related("team__union")
    return one(rows.select_for_update(of=("self",)), pk=pk)


def roster(team: Team, on: date) -> list[TeamMember]:
    """Who belongs on that day, in official order."""
    rows = TeamMember.objects.filter(team=team).on(on).select_related("moved_from", "worker")
    return list(rows.order_by("order", "pk"))


def studios_of(members: list[TeamMember], on: date) -> dict[int, str]:
    """The studio each social worker among them belongs to that day, by worker (S000-13)."""
    ids = [member.worker_id for member in members if member.worker_id]
    rows = StudioMember.objects.filter(worker__in=ids).on(on).select_related("studio")
    return {row.worker_id or 0: row.studio.name for row in rows}


def past_members(team: Team, on: date) -> list[TeamMember]:
    """Who left before that day, the latest first."""
    rows = TeamMember.objects.in_the_book().filter(team=team, last_on__lt=on)
    rows = rows.select_related("moved_from")
    return list(rows.order_by("-last_on", "order", "pk"))


def members_between(team: Team, begun_on: date, last_on: date | None) -> QuerySet[TeamMember]:
    """Who belongs on any of these days."""
    return TeamMember.objects.in_the_book().filter(overlapping(begun_on, last_on), team=team)


def full_time_elsewhere(
    key: str, begun_on: date, last_on: date | None, but: int
) -> TeamMember | None:
    """Where this person works full-time on one of these days, one team left out."""
    rows = TeamMember.objects.in_the_book().filter(
        overlapping(begun_on, last_on),
        key=key,
        is_full_time=True,
        team__kind=TeamKind.TASK_FORCE,
    )
    return rows.exclude(team_id=but).select_related("team").first()


def teams_of_worker(worker_id: int) -> list[TeamMember]:
    """The teams a social worker is or was in, the latest first."""
    rows = (
        TeamMember.objects.in_the_book().filter(worker_id=worker_id).select_related("team__union")
    )
    return list(rows.order_by("-begun_on", "-pk"))
