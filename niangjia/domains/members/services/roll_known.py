"""Who of a roll is known already: found by digest, in the county and between counties (rules §2.2).

Where somebody belongs that whoever imports may not see, no more is told than that they belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import OPEN
from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.models import Application, Membership, Person
from niangjia.foundation.exchange.apart import Problem

from .roll_reading import Entry, Roll

T = TypeVar("T")

PART = 1000
TRANSFER = "transfer"
"""The way out for who is a member elsewhere."""


@dataclass(slots=True)
class Known:
    """A person the roll speaks of: who they are, where they belong, where they asked to."""

    person: Person
    membership: Membership | None = None
    application: Application | None = None


def known_people(entries: Iterable[Entry]) -> dict[str, Known]:
    """Those with a row of their own, by the digest of their number."""
    digests = [entry.digest for entry in entries]
    found: dict[int, Known] = {}
    for part in _parts(digests):
        persons = Person.objects.living().filter(id_digest__in=part)
        found |= {person.pk: Known(person) for person in persons}
    for keys in _parts(list(found)):
        memberships = Membership.objects.current().filter(person__in=keys)
        for membership in memberships.select_related("union"):
            found[membership.person_id].membership = membership
        applications = Application.objects.filter(person__in=keys, state__in=OPEN)
        for application in applications.select_related("union"):
            found[application.person_id].application = application
    return {known.person.id_digest or "": known for known in found.values()}


def _parts(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), PART):
        yield every[start : start + PART]


def known_problems(roll: Roll, path: str) -> Iterator[Problem]:
    """What stands against taking somebody in who is known already."""
    good = list(roll.good)
    known = known_people(good)
    for entry in good:
        if (found := known.get(entry.digest)) and (problem := _problem(entry, found, path)):
            yield problem
    yield from _numbers_taken(good, known)


def _problem(entry: Entry, found: Known, path: str) -> Problem | None:
    number, name = entry.row.number, entry.row["name"]
    if found.person.name != name:
        return Problem(
            number,
            "name",
            _("与这个证件号码登记的姓名不一致"),
            _("对照证件核对姓名和号码；确已改名的，请先更正原登记"),
            name,
        )
    if found.person.deceased_on:
        return Problem(number, "id_number", _("此人登记为已去世"), _("请核对证件号码"))
    if found.membership is not None:
        return _belongs(entry, found.membership, path)
    if found.application is not None and found.application.state != "draft":
        return _asks(entry, found.application, path)
    return None


def _belongs(entry: Entry, membership: Membership, path: str) -> Problem:
    number = entry.row.number
    if entry.union is not None and membership.union_id == entry.union.pk:
        if membership.state == MembershipState.RETAINED:
            return Problem(
                number, "id_number", _("在本工会保留会籍"), _("重新上岗的，请办理恢复会籍")
            )
        return Problem(number, "id_number", _("已在本工会名册中"), _("不用再导入"))
    where = _("其他工会")
    if membership.path.startswith(path):
        where = _("“%s”") % membership.union.name
    return Problem(
        number,
        "union",
        _("已在%s入会") % where,
        _("一人只有一个会籍，请办理会籍接转"),
        entry.row["union"],
        TRANSFER,
    )


def _asks(entry: Entry, application: Application, path: str) -> Problem:
    where = _("其他工会")
    if application.union is not None and application.path.startswith(path):
        where = _("“%s”") % application.union.name
    return Problem(
        entry.row.number,
        "id_number",
        _("正在向%s申请入会") % where,
        _("请等申请办结，或由本人撤回申请"),
    )


def _numbers_taken(good: list[Entry], known: dict[str, Known]) -> Iterator[Problem]:
    """Member numbers of the roll that somebody else bears."""
    told = {entry.row["number"]: entry for entry in good if entry.row["number"]}
    for part in _parts(sorted(told)):
        taken = Membership.objects.in_roll().filter(number__in=part)
        for number, person_id in taken.values_list("number", "person_id").distinct():
            entry = told[number]
            own = known.get(entry.digest)
            if own is None or own.person.pk != person_id:
                yield Problem(
                    entry.row.number,
                    "number",
                    _("会员号已是他人的"),
                    _("请核对；没有会员号的留空，由系统编号"),
                    number,
                )
