"""Three rounds of secondment of the province: one over, one under way, one announced (S000-05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services import secondments
from niangjia.foundation.scope import Actor

from .assessments import actor_named, at
from .invention import person_name

if TYPE_CHECKING:
    from niangjia.domains.unions.models import Secondee, SecondmentRound

FIRST_BATCH = 19
"""People of the first round of secondment (F000-10)."""


def _round(
    number: int, begins_on: date, seats: int, document: str, now: datetime
) -> SecondmentRound:
    lu = actor_named("lu")
    row = secondments.draft_round(
        actor=lu,
        union_id=unions.union_by_code("520000").pk,
        name=f"县级工会业务骨干到省总机关跟班学习（第{number}批）",
        number=number,
        begins_on=begins_on,
        apply_by=begins_on - timedelta(days=8),
        seats=seats,
        departments=["办公室", "组织部", "基层工作部", "权益保障部", "宣教网络部"],
        document=document,
        now=now,
    )
    return secondments.announce_round(actor=lu, round_id=row.pk, now=now)


def _people(row: SecondmentRound, many: int, skip: int, now: datetime) -> Iterator[Secondee]:
    """Counties put people forward, each its own."""
    lu = actor_named("lu")
    counties = list(unions.unions_of(unions.union_by_code("520000").path, Level.COUNTY))
    for number, county in enumerate(counties[skip : skip + 3 * many : 3]):
        yield secondments.apply_for_round(
            actor=lu,
            round_id=row.pk,
            union_id=county.pk,
            person_name=person_name("secondee", row.number, number),
            post="办公室主任" if number % 2 else "组织部副部长",
            wish="学习基层组织建设和考核工作",
            now=now,
        )


def _run(row: SecondmentRound, people: list[Secondee], seats: int, now: datetime) -> list[Secondee]:
    """Screening, the start, a department for each."""
    lu = actor_named("lu")
    secondments.screen(actor=lu, round_id=row.pk, now=now)
    for number, person in enumerate(people):
        if number < seats:
            secondments.select(actor=lu, secondee_id=person.pk, now=now)
        else:
            secondments.decline(actor=lu, secondee_id=person.pk, note="名额所限", now=now)
    secondments.start_round(actor=lu, round_id=row.pk, now=now)
    placed = []
    for number, person in enumerate(people[:seats]):
        placed.append(
            secondments.place(
                actor=lu,
                secondee_id=person.pk,
                department=row.departments[number % len(row.departments)],
                mentor=person_name("mentor", number % len(row.departments)),
                placed_on=row.begins_on,
                now=now,
            )
        )
    return placed


def run_the_rounds() -> None:
    """The first round with its nineteen is over; the second is under way; the third is announced."""
    lu = actor_named("lu")
    first = _round(1, date(2023, 4, 3), 20, "黔工办发〔2023〕7号", at(2023, 3, 6))
    people = list(_people(first, FIRST_BATCH + 2, 0, at(2023, 3, 15)))
    for person in _run(first, people, FIRST_BATCH, at(2023, 3, 28)):
        excellent = person.pk % 4 == 0
        secondments.finish(
            actor=lu,
            secondee_id=person.pk,
            report="三个月来参与调研、起草和考核，回县后牵头乡镇工会规范化建设。",
            result="excellent" if excellent else "good",
            left_on=first.ends_on,
            now=at(2023, 7, 3),
        )
    secondments.close_round(actor=lu, round_id=first.pk, now=at(2023, 7, 4))
    second = _round(2, date(2023, 9, 4), 5, "黔工办发〔2023〕31号", at(2023, 8, 14))
    people = list(_people(second, 6, 1, at(2023, 8, 20)))
    for person in _run(second, people, 5, at(2023, 9, 1)):
        _write(lu, person)
    third = _round(3, date(2023, 12, 18), 20, "黔工办发〔2023〕45号", at(2023, 11, 13))
    list(_people(third, 4, 2, at(2023, 11, 16)))


def _write(lu: Actor, person: Secondee) -> None:
    """A weekly and a monthly note."""
    for rhythm, day, text in (
        ("week", date(2023, 9, 13), "熟悉部门职责，参加两次调研。"),
        ("month", date(2023, 10, 20), "参与考核复核，整理台账口径。"),
    ):
        secondments.write_note(
            actor=lu,
            secondee_id=person.pk,
            rhythm=rhythm,
            begins_on=day,
            text=text,
            now=at(2023, day.month, day.day + 7),
        )
