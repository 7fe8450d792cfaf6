"""Taking in a whole roll (会员名册导入): thousands of members checked and written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from niangjia.domains.members.enums import codes
from niangjia.domains.members.enums.memberships import EmploymentForm, Way
from niangjia.domains.members.enums.people import Household, Sex
from niangjia.domains.members.models import Membership, Person
from niangjia.domains.members.policy.roles import WRITERS
from niangjia.foundation.audit import services as audit
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows
from niangjia.foundation.exchange.registry import Context, importer
from niangjia.foundation.facts import services as facts
from niangjia.foundation.pouring import build_all, insert_all
from niangjia.foundation.scope import Actor

from . import indexing, numbers
from .roll_known import Known, known_people, tell_of_known
from .roll_layout import ROLL
from .roll_reading import Entry, Roll, read_roll
from .roll_undo import MEMBERSHIP, PERSON, undo_roll

CHUNK = 5000
"""Members written at once."""

PERSONAL = ("name", "mobile", "bank_card", "address", "ethnic", "political", "education")
WORDS = (
    "work_unit",
    "department",
    "title",
    "skill_level",
    "professional_title",
    "nef_group",
    "nef_mode",
)
"""Columns that go into the table as the roll has them."""


def check_roll(rows: Rows, context: Context) -> list[Problem]:
    """Everything the workbook's reader cannot know; writes nothing."""
    roll = read_roll(rows, context.path, localdate(context.now))
    tell_of_known(roll, context.path)
    return roll.problems


def write_roll(rows: Rows, actor: Actor, now: datetime) -> list[tuple[str, int]]:
    """One membership a row; a person only where nobody with this number is known.

    Answers with (kind, id) of every person and membership made. Refused where somebody was written
    down elsewhere while this ran: then nothing happened.
    """
    path = actor.here or next(iter(actor.paths(WRITERS)), "")
    roll = read_roll(rows, path, localdate(now))
    known = known_people(roll.entries)
    created: list[tuple[str, int]] = []
    try:
        for start in range(0, len(roll.entries), CHUNK):
            created += _write(roll, roll.entries[start : start + CHUNK], known, actor, now)
    except IntegrityError as error:
        raise Refused(_("其中有人刚刚在别处登记，请再按一次导入，会重新核对")) from error
    return created


def _write(
    roll: Roll, entries: Sequence[Entry], known: dict[str, Known], actor: Actor, now: datetime
) -> Iterator[tuple[str, int]]:
    fresh = [entry for entry in entries if entry.digest not in known]
    made = insert_all(_people(roll, fresh))
    people = {entry.digest: person for entry, person in zip(fresh, made, strict=True)}
    back = [(entry, known[entry.digest].person) for entry in entries if entry.digest in known]
    _settle(back, actor, now)
    people |= {entry.digest: person for entry, person in back}
    begun = insert_all(_memberships(roll, entries, people, localdate(now)))
    indexing.forget([person.pk for _entry, person in back])
    indexing.index_people((row.person, row.number) for row in begun)
    audit.record_many(actor, "import", [*made, *begun], at=now)
    facts.record_new(begun, at=now)
    yield from ((PERSON, person.pk) for person in made)
    yield from ((MEMBERSHIP, membership.pk) for membership in begun)


def _people(roll: Roll, entries: Sequence[Entry]) -> list[Person]:
    """Whoever nobody knew yet; the certificate comes before what the roll says beside it."""
    unions = [entry.union for entry in entries]
    said = {name: roll.values(name, entries) for name in ("born_on", "sex")}
    columns = {
        "home": unions,
        "path": [union.path for union in unions],
        "id_kind": [entry.kind for entry in entries],
        "id_number": [entry.read.number for entry in entries],
        "born_on": [e.read.born_on or day for e, day in zip(entries, said["born_on"], strict=True)],
        "sex": [
            e.read.sex or sex or Sex.UNKNOWN for e, sex in zip(entries, said["sex"], strict=True)
        ],
        "household": [
            kind or (Household.RURAL if is_migrant else "")
            for kind, is_migrant in zip(
                roll.values("household", entries), roll.values("is_migrant", entries), strict=True
            )
        ],
        **{name: _words(roll, name, entries) for name in PERSONAL},
    }
    return build_all(Person, columns, len(entries))


def _memberships(
    roll: Roll, entries: Sequence[Entry], people: dict[str, Person], today: date
) -> list[Membership]:
    """Begun on the day of joining, or of the founding of a union that came later."""
    persons = [people[entry.digest] for entry in entries]
    unions = [entry.union for entry in entries]
    joined = [day or today for day in roll.values("joined_on", entries)]
    given = zip(roll.values("number", entries), persons, unions, strict=True)
    forms = zip(
        roll.values("employment_form", entries), roll.values("nef_group", entries), strict=True
    )
    columns = {
        "person": persons,
        "union": unions,
        "path": [union.path for union in unions],
        "number": [number or numbers.member_number(*whose) for number, *whose in given],
        "joined_on": joined,
        "begun_on": [
            max(day, union.founded_on or day) for day, union in zip(joined, unions, strict=True)
        ],
        "way": Way.ROLL.value,
        "occupation": list(map(codes.occupation_named, roll.values("occupation", entries))),
        "employment_form": [
            form or (EmploymentForm.NEF.value if group else "") for form, group in forms
        ],
        **{name: _words(roll, name, entries) for name in WORDS},
    }
    return build_all(Membership, columns, len(entries))


def _words(roll: Roll, name: str, entries: Sequence[Entry]) -> list[str]:
    return [word or "" for word in roll.values(name, entries)]


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
