"""Taking in a whole roll (会员名册导入): thousands of members checked and written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums import codes
from niangjia.domains.members.enums.memberships import EmploymentForm, Way
from niangjia.domains.members.enums.people import Household
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.policy.roles import WRITERS
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow
from niangjia.foundation.exchange.registry import Context, importer
from niangjia.foundation.facts import services as facts
from niangjia.foundation.pouring import insert_all
from niangjia.foundation.scope import Actor

from . import indexing, numbers
from .roll_known import Known, known_people, known_problems
from .roll_layout import ROLL
from .roll_reading import Entry, read_roll
from .roll_undo import MEMBERSHIP, PERSON, undo_roll

CHUNK = 5000
"""Members written at once."""

WORDS = ("work_unit", "department", "title", "skill_level", "professional_title", "nef_mode")


def check_roll(rows: Rows, context: Context) -> Iterator[Problem]:
    """Everything the workbook's reader cannot know; writes nothing."""
    roll = read_roll(rows, context.path, localdate(context.now))
    yield from roll.problems
    yield from known_problems(roll, context.path)


def write_roll(rows: Rows, actor: Actor, now: datetime) -> Iterator[tuple[str, int]]:
    """One membership a row; a person only where nobody with this number is known.

    Refused where somebody was written down elsewhere while this ran: then nothing happened.
    """
    path = actor.here or next(iter(actor.paths(WRITERS)), "")
    entries = read_roll(rows, path, localdate(now)).entries
    try:
        created = list(write_entries(entries, actor, now))
    except IntegrityError as error:
        raise Refused(_("其中有人刚刚在别处登记，请再按一次导入，会重新核对")) from error
    return iter(created)


def write_entries(
    entries: Sequence[Entry], actor: Actor, now: datetime
) -> Iterator[tuple[str, int]]:
    """The same for rows read already: (kind, id) of every person and membership made."""
    known = known_people(entries)
    for start in range(0, len(entries), CHUNK):
        yield from _write(entries[start : start + CHUNK], known, actor, now)


def _write(
    entries: Sequence[Entry], known: dict[str, Known], actor: Actor, now: datetime
) -> Iterator[tuple[str, int]]:
    fresh = [entry for entry in entries if entry.digest not in known]
    made = insert_all([_person(entry) for entry in fresh])
    people = {entry.digest: person for entry, person in zip(fresh, made, strict=True)}
    back = [(entry, known[entry.digest].person) for entry in entries if entry.digest in known]
    _settle(back, actor, now)
    people |= {entry.digest: person for entry, person in back}
    today = localdate(now)
    begun = insert_all([_membership(entry, people[entry.digest], today) for entry in entries])
    indexing.forget([person.pk for _entry, person in back])
    indexing.index_people((row.person, row.number) for row in begun)
    audit.record_many(actor, "import", [*made, *begun], at=now)
    facts.record_many(begun, at=now)
    yield from ((PERSON, person.pk) for person in made)
    yield from ((MEMBERSHIP, membership.pk) for membership in begun)


def _person(entry: Entry) -> Person:
    row = entry.row
    return Person(
        home=entry.union,
        path=entry.union.path,
        name=row["name"],
        id_kind=entry.kind,
        id_number=entry.read.number,
        mobile=row["mobile"],
        bank_card=row["bank_card"],
        address=row["address"],
        born_on=entry.born_on,
        sex=entry.sex,
        household=_household(row),
        **{name: row[name] or "" for name in ("ethnic", "political", "education")},
    )


def _household(row: SheetRow) -> str:
    return row["household"] or (Household.RURAL if row["is_migrant"] else "")


def _membership(entry: Entry, person: Person, today: date) -> Membership:
    """Begun on the day of joining, or of the founding of a union that came later."""
    row, union = entry.row, entry.union
    joined_on = row["joined_on"] or today
    group = row["nef_group"] or ""
    return Membership(
        person=person,
        union=union,
        path=union.path,
        number=row["number"] or numbers.member_number(person, union),
        joined_on=joined_on,
        begun_on=max(joined_on, union.founded_on or joined_on),
        way=Way.ROLL,
        occupation=codes.occupation_named(row["occupation"]),
        nef_group=group,
        employment_form=row["employment_form"] or (EmploymentForm.NEF if group else ""),
        **{name: row[name] or "" for name in WORDS},
    )


def _settle(back: list[tuple[Entry, Person]], actor: Actor, now: datetime) -> None:
    """Who is known and comes in again: their roll is kept there from now on, nothing else is taken
    over from a table somebody typed."""
    moved = []
    for entry, person in back:
        if person.home_id == entry.union.pk and person.path == entry.union.path:
            continue
        person.home, person.path = entry.union, entry.union.path
        audit.record(actor, "settle", person, changes=person.changes(), at=now)
        person.version += 1
        moved.append(person)
    Person.objects.bulk_update(moved, ["home", "path", "version"], batch_size=500)


importer(
    ROLL,
    roles=WRITERS,
    check=check_roll,
    write=write_roll,
    undo=undo_roll,
    back="members:roll",
)
