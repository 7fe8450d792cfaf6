"""Who of a roll is known already: found by digest, in the county and between counties (rules §2.2).

Where somebody belongs that whoever imports may not see, no more is told than that they belong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.applications import OPEN, ApplicationState
from niangjia.domains.members.enums.memberships import MembershipState
from niangjia.domains.members.models import Application, Membership, Person

from .roll_reading import Entry, Roll

T = TypeVar("T")

PART = 1000
DRAFT = ApplicationState.DRAFT
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
        applications = Application.objects.filter(person__in=keys, state__in=OPEN - {DRAFT})
        for application in applications.select_related("union"):
            found[application.person_id].application = application
    return {known.person.id_digest or "": known for known in found.values()}


def _parts(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), PART):
        yield every[start : start + PART]


def tell_of_known(roll: Roll, path: str) -> None:
    """What stands against taking somebody in who is known already."""
    good = roll.good()
    known = known_people(good)
    for entry in good:
        if found := known.get(entry.digest):
            _tell_of(roll, entry, found, path)
    _tell_of_taken_numbers(roll, good, known)


def _tell_of(roll: Roll, entry: Entry, found: Known, path: str) -> None:
    if found.person.name != entry.name:
        hint = _("对照证件核对姓名和号码；确已改名的，请先更正原登记")
        roll.tell(entry.at, "name", _("与这个证件号码登记的姓名不一致"), hint)
    elif found.person.deceased_on:
        roll.tell(entry.at, "id_number", _("此人登记为已去世"), _("请核对证件号码"))
    elif found.membership is not None:
        _tell_where(roll, entry, found.membership, path)
    elif found.application is not None:
        where = _seen(found.application, path)
        hint = _("请等申请办结，或由本人撤回申请")
        roll.tell(entry.at, "id_number", _("正在向%s申请入会") % where, hint)


def _tell_where(roll: Roll, entry: Entry, membership: Membership, path: str) -> None:
    if entry.union is None or membership.union_id != entry.union.pk:
        sentence = _("已在%s入会") % _seen(membership, path)
        hint = _("一人只有一个会籍，请办理会籍接转")
        roll.tell(entry.at, "union", sentence, hint, offer=TRANSFER)
    elif membership.state == MembershipState.RETAINED:
        roll.tell(entry.at, "id_number", _("在本工会保留会籍"), _("重新上岗的，请办理恢复会籍"))
    else:
        roll.tell(entry.at, "id_number", _("已在本工会名册中"), _("不用再导入"))


def _seen(row: Membership | Application, path: str) -> str:
    """The union, where whoever imports may see it; no more than that there is one elsewhere."""
    if row.union is not None and row.path.startswith(path):
        return _("“%s”") % row.union.name
    return _("其他工会")


def _tell_of_taken_numbers(roll: Roll, good: list[Entry], known: dict[str, Known]) -> None:
    """Member numbers of the roll that somebody else bears."""
    given = dict(zip(roll.values("number", good), good, strict=True))
    for part in _parts(sorted(number for number in given if number)):
        taken = Membership.objects.in_roll().filter(number__in=part)
        for number, person_id in taken.values_list("number", "person_id").distinct():
            own = known.get(given[number].digest)
            if own is None or own.person.pk != person_id:
                hint = _("请核对；没有会员号的留空，由系统编号")
                roll.tell(given[number].at, "number", _("会员号已是他人的"), hint)
