"""From the raw rows of a sheet to clean rows: what is data, what is not, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from . import habits
from .bad import Bad
from .clean import Rule, clean_cells, clean_whole, rule_of, shown
from .head import Head, Merge
from .prescan import Unreadable
from .sheet import Layout

CHUNK = 5000
SAMPLE_ROWS = 3
"""An example without its word stands among the first rows."""

MOST_FILLED = 2_000_000

Trouble = tuple[int, str, str, str, dict[str, Any]]
"""Row as in the sheet, column key, content, code, words."""


@dataclass
class Chunk:
    """Some clean rows, column by column, and what was wrong with the rows that are not here."""

    numbers: list[int]
    columns: list[list[Any]]
    troubles: list[Trouble]
    read: int


@dataclass
class Table:
    """The rows of one sheet under a head that was found."""

    layout: Layout
    head: Head
    rows: list[list[Any]]
    merges: Sequence[Merge]
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    date1904: bool = False

    def __post_init__(self) -> None:
        self.columns = [c for c in self.layout.columns if c.key in self.head.places]
        self.places = [self.head.places[column.key] for column in self.columns]
        self.pick = _picker(self.places)

    def chunks(self) -> Iterator[Chunk]:
        """Clean rows, some thousand at a time. Raises Unreadable where required columns lack."""
        self._check_required()
        kept = data_rows(self)
        self._fill_down(set(kept))
        rules = [
            rule_of(c, factor=self.head.factors.get(c.key, 1), date1904=self.date1904)
            for c in self.columns
        ]
        memos: list[dict[str, Any]] = [{} for _column in self.columns]
        for start in range(0, len(kept), CHUNK):
            yield self._cleaned(kept[start : start + CHUNK], rules, memos)

    def _check_required(self) -> None:
        lacking = [
            str(c.label)
            for c in self.layout.columns
            if c.required and c.key not in self.head.places
        ]
        if lacking:
            labels, unknown = "、".join(lacking), "、".join(self.head.unknown[:8]) or "—"
            raise Unreadable("column_missing", labels=labels, unknown=unknown)

    def _fill_down(self, kept: set[int]) -> None:
        """A cell merged over several rows speaks for each of them."""
        places, filled = set(self.places), 0
        for (first_row, column), (last_row, last_column) in self.merges:
            if first_row <= self.head.bottom or last_row == first_row or column not in places:
                continue
            if last_column - column > len(self.places) // 2 and len(self.places) > 3:
                continue
            value, doubt = self.rows[first_row][column], self.doubts.get((first_row, column))
            for number in range(first_row + 1, min(last_row + 1, len(self.rows))):
                filled += 1
                if number in kept:
                    self.rows[number][column] = value
                    if doubt:
                        self.doubts[number, column] = doubt
            if filled > MOST_FILLED:
                raise Unreadable("too_many_cells")

    def _cleaned(self, numbers: list[int], rules: list[Rule], memos: list[dict[str, Any]]) -> Chunk:
        picked = list(zip(*(self.pick(self.rows[number]) for number in numbers), strict=True))
        troubles: list[Trouble] = []
        columns: list[list[Any]] = []
        for column, cells, rule, memo, place in zip(
            self.columns, picked, rules, memos, self.places, strict=True
        ):
            doubted = self._doubted(numbers, place, cells)

            def report(at: int, cell: Any, bad: Bad, key: str = column.key) -> None:
                troubles.append((numbers[at] + 1, key, shown(cell), bad.code, bad.words))

            for at, code in doubted.items():
                report(at, cells[at], Bad(code))
            plain = [None if n in doubted else c for n, c in enumerate(cells)] if doubted else cells
            heard = _unless(doubted, report) if doubted else report
            values = (
                None
                if doubted
                else clean_whole(column, cells, rule, memo, self.head.factors[column.key])
            )
            columns.append(values or clean_cells(column, plain, rule, memo, heard))
        return _without_bad(numbers, columns, troubles)

    def _doubted(self, numbers: list[int], place: int, cells: Sequence[Any]) -> dict[int, str]:
        """Cells whose formula has no result, or whose result is an error such as #N/A."""
        if not self.doubts:
            return {}
        found = {at: self.doubts.get((number, place)) for at, number in enumerate(numbers)}
        return {
            at: code
            for at, code in found.items()
            if code == "error" or (code and cells[at] in {"", 0})
        }


def _unless(
    doubted: dict[int, str], report: Callable[[int, Any, Bad], None]
) -> Callable[[int, Any, Bad], None]:
    """A doubted cell was reported already."""

    def heard(at: int, cell: Any, bad: Bad) -> None:
        if at not in doubted:
            report(at, cell, bad)

    return heard


def _without_bad(numbers: list[int], columns: list[list[Any]], troubles: list[Trouble]) -> Chunk:
    read = len(numbers)
    if troubles:
        bad = {trouble[0] - 1 for trouble in troubles}
        keep = [at for at, number in enumerate(numbers) if number not in bad]
        columns = [[column[at] for at in keep] for column in columns]
        numbers = [numbers[at] for at in keep]
        troubles.sort(key=lambda trouble: trouble[0])
    return Chunk([number + 1 for number in numbers], columns, troubles, read)


def _picker(places: list[int]) -> Callable[[list[Any]], tuple[Any, ...]]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


def data_rows(table: Table) -> list[int]:
    """The rows beneath the head that are data: no totals, notes, heads again, examples, blanks.

    Most rows begin like nothing but data; only the others are looked at closely.
    """
    sieve = _Sieve(table)
    rows, begin = table.rows, table.head.bottom + 1
    lead, odd, banners = min(table.places), sieve.starts, sieve.banners
    kept: list[int] = []
    for number in range(begin, len(rows)):
        row = rows[number]
        first, leading = row[0], row[lead]
        if (
            leading.__class__ is str
            and leading
            and leading[0] not in odd
            and (first is leading or first.__class__ is float)
            and number >= begin + SAMPLE_ROWS
            and not sieve.foot
            and number not in banners
        ) or sieve.keeps(number):
            kept.append(number)
    return kept


class _Sieve:
    """Tells data from everything else people write beneath a head."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.width = len(table.places)
        self.foot = False
        self.banners = self._find_banners()
        self.labels = [
            {habits.head_name(word) for word in (c.label, *c.aliases)} for c in table.columns
        ]
        self.heads = set().union(*self.labels) | habits.SERIAL
        self.starts = {name[:1] for name in self.heads} | habits.ODD_STARTS
        self.sample = [str(c.example) for c in table.columns]

    def keeps(self, number: int) -> bool:
        """Whether the row is data."""
        table = self.table
        cells = table.pick(table.rows[number])
        filled = self.width - cells.count("")
        if filled <= 2:
            filled -= sum(cell != "" and habits.is_blank(cell) for cell in cells)
        first = next((cell for cell in table.rows[number] if not habits.is_blank(cell)), "")
        if habits.may_be_odd(first) and self._is_apart(first, filled):
            return False
        if filled <= 0 or number in self.banners or (self.foot and filled <= 2):
            return False
        return not self._is_head_or_sample(number, first, cells)

    def _is_apart(self, first: str, filled: int) -> bool:
        if habits.is_foot(first) and filled <= max(2, self.width // 2):
            self.foot = True
            return True
        return habits.is_total(first) or habits.is_example(first)

    def _is_head_or_sample(self, number: int, first: Any, cells: tuple[Any, ...]) -> bool:
        starts = isinstance(first, str) and first[:1] in self.starts
        if starts and habits.head_name(first) in self.heads:
            same = sum(
                isinstance(cell, str) and habits.head_name(cell) in labels
                for cell, labels in zip(cells, self.labels, strict=True)
            )
            if same >= max(1, self.width // 2):
                return True
        if number > self.table.head.bottom + SAMPLE_ROWS or not any(self.sample):
            return False
        return [str(cell) for cell in cells] == self.sample

    def _find_banners(self) -> set[int]:
        """Rows merged across half of the table: section titles and notes."""
        wide = max(3, (self.width + 1) // 2)
        return {
            row
            for (row, column), (_last, last_column) in self.table.merges
            if row > self.table.head.bottom and last_column - column + 1 >= wide
        }
