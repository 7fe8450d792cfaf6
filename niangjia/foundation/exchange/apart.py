"""Reading an uploaded file in a process apart, so that no file can bring the server down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any

from niangjia.foundation.errors import Refused

from . import sentences
from .prescan import Limits
from .sheet import Kind, Layout

ROOT = Path(__file__).resolve().parents[3]
LIMITS = Limits()
SEATS = 2
"""How many files one server process lets be read at the same time."""

_seats = BoundedSemaphore(SEATS)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: row number as in the sheet, column key, content, and the words.

    `offer` names what the room can do about such rows instead (`registry.Offer`).
    """

    row: int
    column: str
    sentence: str
    suggestion: str = ""
    content: str = ""
    offer: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One clean row: its number in the sheet, and a value for each column of the layout."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


class Rows(Sequence[SheetRow]):
    """Clean rows; `tuples` and `column` serve bulk work, iteration the rest.

    `notes` hold what a room worked out about these very rows, so that it need not do so again.
    """

    def __init__(self, keys: list[str], numbers: list[int], columns: list[list[Any]]) -> None:
        self.keys = keys
        self.numbers = numbers
        self.columns = columns
        self.notes: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Rows(self.keys, self.numbers[at], [column[at] for column in self.columns])
        cells = [column[at] for column in self.columns]
        return SheetRow(self.numbers[at], dict(zip(self.keys, cells, strict=True)))

    def __iter__(self) -> Iterator[SheetRow]:
        for number, values in zip(self.numbers, self.tuples(), strict=True):
            yield SheetRow(number, dict(zip(self.keys, values, strict=True)))

    def tuples(self, *keys: str) -> Iterator[tuple[Any, ...]]:
        """The values of these columns, or of all, row by row."""
        wanted = [self.column(key) for key in keys] if keys else self.columns
        return zip(*wanted, strict=True)

    def column(self, key: str) -> list[Any]:
        """All values of one column. Raises ValueError for a key that is none."""
        return self.columns[self.keys.index(key)]

    def without(self, numbers: set[int]) -> Rows:
        """The rows whose sheet numbers are not among these."""
        if not numbers:
            return self
        keep = [at for at, number in enumerate(self.numbers) if number not in numbers]
        columns = [[column[at] for at in keep] for column in self.columns]
        return Rows(self.keys, [self.numbers[at] for at in keep], columns)


@dataclass
class Reading:
    """What a file holds. `read` counts all data rows; `rows` are those without a problem."""

    rows: Rows
    problems: list[Problem]
    read: int = 0
    sheet: str = ""
    version: int | None = None
    unknown: list[str] = field(default_factory=list)

    @property
    def bad(self) -> set[int]:
        """The sheet numbers of rows with a problem."""
        return {problem.row for problem in self.problems}


def read_workbook(path: str | Path, layout: Layout, *, limits: Limits = LIMITS) -> Reading:
    """Read a file in the process apart. Raises Refused with what to do about the file."""
    with _answers(path, layout, limits) as answers:
        head = next(answers)
        keys = [column.key for column in layout.columns]
        found = [layout.column(key) for key in head["head"]]
        makers = [_maker(column.kind, column.decimals) for column in found]
        numbers: list[int] = []
        columns: list[list[Any]] = [[] for _key in keys]
        reading = Reading(Rows(keys, numbers, columns), [])
        for answer in answers:
            if "end" in answer:
                reading.read = answer["end"]
                break
            numbers += answer["numbers"]
            for key, maker, cells in zip(head["head"], makers, answer["columns"], strict=True):
                columns[keys.index(key)] += map(maker, cells) if maker else cells
            reading.problems += [_problem(*trouble) for trouble in answer["troubles"]]
    _fill_absent(layout, reading.rows, set(head["head"]))
    reading.sheet, reading.version = head["sheet"], head["version"]
    reading.unknown = head["unknown"]
    return reading


def read_raw(
    path: str | Path, layout: Layout, numbers: Sequence[int], *, limits: Limits = LIMITS
) -> dict[str, Any]:
    """Head and named rows exactly as they stand in the file, for the error sheet. Raises Refused."""
    with _answers(path, layout, limits, rows=list(numbers)) as answers:
        return next(answers)


def _problem(row: int, column: str, content: str, code: str, words: dict[str, Any]) -> Problem:
    sentence, suggestion = sentences.about_cell(code, words)
    return Problem(row, column, sentence, suggestion, content)


def _maker(kind: Kind, decimals: int) -> Any:
    """How a value that JSON cannot hold is made again."""
    if kind is Kind.DATE:
        return _date
    if kind is Kind.MONEY or (kind is Kind.NUMBER and decimals):
        return _decimal
    return None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fill_absent(layout: Layout, rows: Rows, found: set[str]) -> None:
    """Columns the sheet does not have are blank for every row."""
    from .clean import blank_of  # noqa: PLC0415 - the pages need none of the cleaning

    for at, column in enumerate(layout.columns):
        if column.key not in found:
            rows.columns[at] = [blank_of(column.kind)] * len(rows.numbers)


@contextmanager
def _answers(
    path: str | Path, layout: Layout, limits: Limits, *, rows: list[int] | None = None
) -> Iterator[Iterator[dict[str, Any]]]:
    """The worker's answers; it is gone when the block ends, however it ends."""
    order = {"path": str(path), "layout": layout.plain(), "limits": asdict(limits), "rows": rows}
    if not _seats.acquire(timeout=limits.seconds):
        raise Refused(sentences.about_file("too_heavy", {}))
    try:
        worker = _start(order)
        clock = Timer(limits.seconds, worker.kill)
        clock.start()
        try:
            yield _lines(worker)
        finally:
            clock.cancel()
            worker.kill()
            worker.communicate()
    finally:
        _seats.release()


def _start(order: dict[str, Any]) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "niangjia.foundation.exchange.worker"],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    stdin: Any = worker.stdin
    stdin.write(json.dumps(order, default=str).encode() + b"\n")
    stdin.close()
    worker.stdin = None
    return worker


def _lines(worker: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Each answer; Refused where the worker refuses, dies or falls silent."""
    stdout: Any = worker.stdout
    for line in stdout:
        answer: dict[str, Any] = json.loads(line)
        if "refused" in answer:
            raise Refused(sentences.about_file(answer["refused"], answer["words"]), field="file")
        yield answer
        if "end" in answer:
            return
    raise Refused(sentences.about_file("too_heavy", {}), field="file")
