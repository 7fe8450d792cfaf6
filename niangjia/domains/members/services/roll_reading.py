"""What the rows of a roll say: who, by which number, in which union; and what they contradict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import IdKind, Sex
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionKind, UnionState
from niangjia.domains.unions.services.imports import Likes, place_problem, places_of
from niangjia.foundation.crypto.blind import digest_many
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions.identity import PERMITS
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows

from . import numbers
from .numbers import Read
from .persons import LEAST_AGE, age_on

RESIDENT = re.compile(r"[1-8]\d{16}[\dX]")
"""As the reader of the workbook has checked it: province, birth, last digit."""

LOST_SIGN = re.compile("[?？□�\ue000-\uf8ff]")
"""What becomes of a rare character on the way through old software."""

OLDEST = 100


class Entry(NamedTuple):
    """One row that may become a member: its place among the rows, and what was read of it."""

    at: int
    name: str
    union: Any
    kind: str
    read: Read
    digest: str


class Roll:
    """All rows of a roll column by column, what was read of them, and what was wrong with some."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []

    def good(self) -> list[Entry]:
        """Those nothing was wrong with so far."""
        bad = {problem.row for problem in self.problems}
        return [entry for entry in self.entries if self.rows.numbers[entry.at] not in bad]

    def values(self, key: str, entries: Sequence[Entry]) -> list[Any]:
        """One column, for some of the rows."""
        column = self.rows.column(key)
        return [column[entry.at] for entry in entries]

    def tell(
        self, at: int, column: str, sentence: str, suggestion: str = "", offer: str = ""
    ) -> None:
        """Something is wrong at this row."""
        row, content = self.rows.numbers[at], str(self.rows.column(column)[at] or "")
        self.problems.append(Problem(row, column, sentence, suggestion, content, offer))


def read_roll(rows: Rows, path: str, today: date) -> Roll:
    """Each row with its union, its number read and its digest; looks at the workbook alone.

    Read once: rows that were checked are written as they were read then.
    """
    if (roll := rows.notes.get("roll")) is not None:
        return roll  # type: ignore[no-any-return]
    roll = rows.notes["roll"] = Roll(rows)
    _tell_of_signs(roll)
    _read_entries(roll, _unions_of(roll, path), today)
    _tell_of_contradictions(roll, today)
    _tell_of_doubles(roll)
    return roll


def _tell_of_signs(roll: Roll) -> None:
    """Lost characters, numbers nobody can be called by, mistyped cards."""
    for at, name in enumerate(roll.rows.column("name")):
        if LOST_SIGN.search(name):
            hint = _("请用支持生僻字的输入法按身份证重新录入，不要用造字")
            roll.tell(at, "name", _("姓名中有丢失的生僻字"), hint)
    for at, mobile in enumerate(roll.rows.column("mobile")):
        if mobile and (len(mobile) != 11 or mobile[0] != "1"):
            roll.tell(at, "mobile", _("应填 11 位手机号"), _("座机不能用于联系本人"))
    for at, card in enumerate(roll.rows.column("bank_card")):
        if card and numbers.luhn(card):
            roll.tell(at, "bank_card", _("银行卡号不对"), _("对照银行卡核对每一位数字"))


def _unions_of(roll: Roll, path: str) -> list[Any]:
    """The union of each row: named, or where whoever imports stands; none where that is wrong."""
    words = roll.rows.column("union")
    places, likes = places_of(path, words), Likes(path)
    here = unions.union_at(path)
    if here is not None and here.kind not in UnionKind.grassroots():
        here = None
    found = []
    for at, word in enumerate(words):
        here_or_named = places.get(word, ()) if word else [here] if here else ()
        union = here_or_named[0] if len(here_or_named) == 1 else None
        found.append(union)
        if union is None and not word:
            roll.tell(at, "union", _("未填写所在工会"), _("填写名称或组织代码"))
        elif union is None and (problem := place_problem(roll.rows[at], "union", places, likes)):
            roll.problems.append(problem)
        elif union is not None and union.state != UnionState.ESTABLISHED:
            told = {"state": union.state_label}
            roll.tell(at, "union", _("这个工会现为“%(state)s”，不能登记会员") % told)
    return found


def _read_entries(roll: Roll, places: Sequence[Any], today: date) -> None:
    names, kinds = roll.rows.column("name"), roll.rows.column("id_kind")
    spaces: dict[str, list[tuple[int, Read]]] = defaultdict(list)
    for at, (kind, number) in enumerate(zip(kinds, roll.rows.column("id_number"), strict=True)):
        known = kind or IdKind.RESIDENT.value
        try:
            spaces[known].append((at, read_number(known, number, today)))
        except Refused as refusal:
            roll.tell(at, refusal.field or "id_number", str(refusal))
    for kind, found in spaces.items():
        digests = digest_many(Kind.ID_NUMBER, [read.number for _at, read in found], kind)
        for (at, read), digest in zip(found, digests, strict=True):
            roll.entries.append(Entry(at, names[at], places[at], kind, read, digest or ""))
    roll.entries.sort(key=lambda entry: entry.at)


def read_number(kind: str, number: str, today: date) -> Read:
    """As `numbers.read_number`; resident IDs the workbook's reader has checked are only taken apart."""
    if kind != IdKind.RESIDENT or not RESIDENT.fullmatch(number) or number[:2] in PERMITS:
        return numbers.read_number(kind, number, today)
    born_on = _day(number[6:14])
    if born_on > today:
        return numbers.read_number(kind, number, today)
    return Read(number, born_on, Sex.MALE.value if number[16] in "13579" else Sex.FEMALE.value)


@lru_cache(maxsize=50_000)
def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _tell_of_contradictions(roll: Roll, today: date) -> None:
    """Between the certificate and the other columns, and against the law."""
    sexes, births = roll.rows.column("sex"), roll.rows.column("born_on")
    joined = roll.rows.column("joined_on")
    sixteen = today.replace(year=today.year - LEAST_AGE, day=min(today.day, 28))
    for entry in roll.entries:
        at, read = entry.at, entry.read
        if read.sex and sexes[at] and sexes[at] != read.sex:
            hint = _("证件号码是%s性的") % Sex(read.sex).label
            roll.tell(at, "sex", _("与证件号码不一致"), hint)
        said = births[at]
        if said and read.born_on and not _same_birth(said, read.born_on):
            hint = _("证件号码中是 %s") % read.born_on.isoformat()
            roll.tell(at, "born_on", _("与证件号码不一致"), hint)
        if joined[at] and joined[at] > today:
            roll.tell(at, "joined_on", _("入会日期不能晚于今天"))
        elif born_on := read.born_on or said:
            _tell_of_age(roll, at, born_on, joined[at], today, sixteen)


def _tell_of_age(
    roll: Roll, at: int, born_on: date, joined_on: date | None, today: date, sixteen: date
) -> None:
    """《劳动法》§15. `sixteen` is a day before which everybody born is old enough today."""
    if born_on > sixteen and age_on(born_on, today) < LEAST_AGE:
        sentence = _("未满十六周岁不能入会（《劳动法》第十五条）")
        roll.tell(at, "id_number", sentence, _("请核对证件号码"))
    elif today.year - born_on.year > OLDEST:
        roll.tell(at, "id_number", _("年龄超过一百周岁"), _("请核对证件号码"))
    elif joined_on and joined_on.year - born_on.year <= LEAST_AGE > age_on(born_on, joined_on):
        roll.tell(at, "joined_on", _("入会时未满十六周岁"), _("请核对入会日期"))


def _same_birth(said: date, read: date) -> bool:
    """The same day; a month alone (1990.5) reads as its first day."""
    return said == read or (said.day == 1 and (said.year, said.month) == (read.year, read.month))


def _tell_of_doubles(roll: Roll) -> None:
    """Numbers that stand in the workbook more than once: the same person's first row is good."""
    for those in _alike(roll.entries, [entry.digest for entry in roll.entries]):
        is_one = len({entry.name for entry in those}) == 1
        _tell_each(roll, those, "id_number", is_one, _("同一证件号码，姓名不同"))
    given = roll.rows.column("number")
    if any(given):
        with_number = [entry for entry in roll.entries if given[entry.at]]
        for those in _alike(with_number, [given[entry.at] for entry in with_number]):
            is_one = len({entry.digest for entry in those}) == 1
            _tell_each(roll, those, "number", is_one, _("同一会员号，人不同"))


def _alike(entries: list[Entry], keys: list[str]) -> list[list[Entry]]:
    """Those that share their key with others, group by group."""
    twice = {key for key, times in Counter(keys).items() if times > 1}
    groups: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in zip(keys, entries, strict=True):
        if key in twice:
            groups[key].append(entry)
    return list(groups.values())


def _tell_each(roll: Roll, those: list[Entry], column: str, is_one: bool, differs: str) -> None:
    first, *others = those
    for entry in others if is_one else those:
        other = roll.rows.numbers[(first if entry is not first else others[0]).at]
        if is_one:
            roll.tell(entry.at, column, _("与第 %s 行重复") % other)
        else:
            roll.tell(entry.at, column, differs, _("见第 %s 行，请对照证件核对") % other)
