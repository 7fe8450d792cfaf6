"""What the rows of a roll say: who, by which number, in which union; and what they contradict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from niangjia.domains.members.enums.people import IdKind, Sex
from niangjia.domains.unions import selectors as unions
from niangjia.domains.unions.enums import UnionKind, UnionState
from niangjia.domains.unions.services.imports import Likes, Places, place_problem, places_of
from niangjia.foundation.crypto.blind import digest_many
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.divisions.identity import PERMITS
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange.apart import Problem, Rows, SheetRow

from . import numbers
from .numbers import Read
from .persons import LEAST_AGE, age_on

RESIDENT = re.compile(r"[1-8]\d{16}[\dX]")
"""As the reader of the workbook has checked it: province, birth, last digit."""

LOST_SIGN = re.compile("[?？□�\ue000-\uf8ff]")
"""What becomes of a rare character on the way through old software."""

OLDEST = 100


@dataclass(slots=True)
class Entry:
    """One row that may become a member."""

    row: SheetRow
    union: Any
    kind: str
    read: Read
    digest: str = ""

    @property
    def born_on(self) -> date | None:
        """By the certificate, else as the roll says."""
        return self.read.born_on or self.row["born_on"]

    @property
    def sex(self) -> str:
        """By the certificate, else as the roll says."""
        return self.read.sex or self.row["sex"] or Sex.UNKNOWN


@dataclass
class Roll:
    """All rows of a roll, and what was wrong with some of them."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def good(self) -> Iterator[Entry]:
        """Those nothing was wrong with so far."""
        bad = {problem.row for problem in self.problems}
        return (entry for entry in self.entries if entry.row.number not in bad)


def read_roll(rows: Rows, path: str, today: date) -> Roll:
    """Each row with its union, its number read and its digest; looks at the workbook alone."""
    roll, find = Roll(), _Unions(path, rows)
    for row in rows:
        wrong = list(_plain_problems(row))
        union, problem = find(row)
        wrong += [problem] if problem else []
        kind = row["id_kind"] or IdKind.RESIDENT
        try:
            read = read_number(kind, row["id_number"], today)
        except Refused as refusal:
            column = refusal.field or "id_number"
            wrong.append(Problem(row.number, column, str(refusal), content=row[column] or ""))
        else:
            entry = Entry(row, union, kind, read)
            wrong += _contradictions(entry, today)
            roll.entries.append(entry)
        roll.problems += wrong
    _digest(roll.entries)
    roll.problems += _twice(roll.entries)
    return roll


def read_number(kind: str, number: str, today: date) -> Read:
    """As `numbers.read_number`; resident IDs the workbook's reader has checked are only taken apart."""
    if kind != IdKind.RESIDENT or not RESIDENT.fullmatch(number) or number[:2] in PERMITS:
        return numbers.read_number(kind, number, today)
    born_on = _day(number[6:14])
    if born_on > today:
        return numbers.read_number(kind, number, today)
    return Read(number, born_on, Sex.MALE if number[16] in "13579" else Sex.FEMALE)


@lru_cache(maxsize=50_000)
def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


class _Unions:
    """Finds the union of a row: named, or where whoever imports stands."""

    def __init__(self, path: str, rows: Rows) -> None:
        self.places: Places = places_of(path, rows.column("union"))
        self.likes = Likes(path)
        here = unions.union_at(path)
        self.here = here if here is not None and here.kind in UnionKind.grassroots() else None

    def __call__(self, row: SheetRow) -> tuple[Any, Problem | None]:
        if not row["union"]:
            if self.here is None:
                sentence = _("未填写所在工会")
                return None, Problem(row.number, "union", sentence, _("填写名称或组织代码"))
            return self.here, None
        if problem := place_problem(row, "union", self.places, self.likes):
            return None, problem
        union = self.places[row["union"]][0]
        if union.state != UnionState.ESTABLISHED:
            told = {"state": union.state_label}
            sentence = _("这个工会现为“%(state)s”，不能登记会员") % told
            return union, Problem(row.number, "union", sentence, content=row["union"])
        return union, None


def _plain_problems(row: SheetRow) -> Iterator[Problem]:
    if LOST_SIGN.search(row["name"]):
        yield Problem(
            row.number,
            "name",
            _("姓名中有丢失的生僻字"),
            _("请用支持生僻字的输入法按身份证重新录入，不要用造字"),
            row["name"],
        )
    mobile = row["mobile"]
    if mobile and (len(mobile) != 11 or mobile[0] != "1"):
        yield Problem(
            row.number, "mobile", _("应填 11 位手机号"), _("座机不能用于联系本人"), mobile
        )
    card = row["bank_card"]
    if card and numbers.luhn(card):
        yield Problem(
            row.number, "bank_card", _("银行卡号不对"), _("对照银行卡核对每一位数字"), card
        )


def _contradictions(entry: Entry, today: date) -> Iterator[Problem]:
    """Between the certificate and the other columns, and against the law."""
    row, read = entry.row, entry.read

    def told(column: str, sentence: str, suggestion: str = "") -> Problem:
        return Problem(row.number, column, sentence, suggestion, str(row[column] or ""))

    if read.sex and row["sex"] and row["sex"] != read.sex:
        yield told("sex", _("与证件号码不一致"), _("证件号码是%s性的") % Sex(read.sex).label)
    if read.born_on and row["born_on"] and not _same_birth(row["born_on"], read.born_on):
        yield told(
            "born_on", _("与证件号码不一致"), _("证件号码中是 %s") % read.born_on.isoformat()
        )
    born_on, joined_on = entry.born_on, row["joined_on"]
    if joined_on and joined_on > today:
        yield told("joined_on", _("入会日期不能晚于今天"))
    if born_on is None:
        return
    age = age_on(born_on, today)
    if age < LEAST_AGE:
        yield told(
            "id_number", _("未满十六周岁不能入会（《劳动法》第十五条）"), _("请核对证件号码")
        )
    elif age > OLDEST:
        yield told("id_number", _("年龄超过一百周岁"), _("请核对证件号码"))
    elif joined_on and joined_on <= today and age_on(born_on, joined_on) < LEAST_AGE:
        yield told("joined_on", _("入会时未满十六周岁"), _("请核对入会日期"))


def _same_birth(said: date, read: date) -> bool:
    """The same day; a month alone (1990.5) reads as its first day."""
    return said == read or (said.day == 1 and (said.year, said.month) == (read.year, read.month))


def _digest(entries: list[Entry]) -> None:
    """Keyed digests of all numbers, those of one kind in one go."""
    kinds: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        kinds[entry.kind].append(entry)
    for kind, those in kinds.items():
        found = digest_many(Kind.ID_NUMBER, [entry.read.number for entry in those], kind)
        for entry, digest in zip(those, found, strict=True):
            entry.digest = digest or ""


def _twice(entries: list[Entry]) -> Iterator[Problem]:
    """Numbers that stand in the workbook more than once: the same person's first row is good."""
    yield from _repeated(
        entries,
        lambda entry: entry.digest,
        "id_number",
        lambda entry: entry.row["name"],
        _("同一证件号码，姓名不同"),
    )
    yield from _repeated(
        [entry for entry in entries if entry.row["number"]],
        lambda entry: entry.row["number"],
        "number",
        lambda entry: entry.digest,
        _("同一会员号，人不同"),
    )


def _repeated(
    entries: list[Entry],
    key: Callable[[Entry], str],
    column: str,
    who: Callable[[Entry], str],
    differs: str,
) -> Iterator[Problem]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    for those in groups.values():
        first, *others = those
        is_one = len({who(entry) for entry in those}) == 1
        for entry in others if is_one else those if others else ():
            other = first if entry is not first else others[0]
            sentence = _("与第 %s 行重复") % other.row.number if is_one else differs
            hint = "" if is_one else _("见第 %s 行，请对照证件核对") % other.row.number
            yield Problem(entry.row.number, column, sentence, hint, entry.row[column])
