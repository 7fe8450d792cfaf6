"""Everything the page of a sheet shows, read in a fixed number of queries and cut to the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from niangjia.domains.assessment.enums import Conclusion, ItemKind, SheetState, Stage
from niangjia.domains.assessment.models import Evidence, Item, Reading, Score, Sheet, Supplement
from niangjia.domains.assessment.scoring.points import is_worse, shown
from niangjia.domains.assessment.scoring.totals import Mark, Total, total_of
from niangjia.foundation.scope import Actor

from .deadlines import Calendar, calendar_of, scoring_stages
from .frameworks import full_points, items_of
from .sheets import own_stage, scores_of, verbs_open, visible_stages, writing_stage

LEVELS = {Conclusion.PASSED: "ok", Conclusion.PARTLY: "warn", Conclusion.FAILED: "danger"}


@dataclass(frozen=True)
class Cell:
    """What one level says of one item; without a score it is still empty, or not for this reader."""

    stage: str
    score: Score | None
    is_own: bool
    is_hidden: bool
    drop: Decimal | None = None

    @property
    def points(self) -> str:
        """The points as printed; a veto says whether it struck."""
        if self.score is None:
            return ""
        if self.score.item.kind == ItemKind.VETO:
            return "触发" if self.score.points else "未触发"
        return shown(self.score.points)

    @property
    def box(self) -> str:
        """The points as the input box holds them."""
        return shown(self.score.points) if self.score else ""

    @property
    def level(self) -> str:
        """The level of the conclusion, for its colour and icon."""
        return LEVELS[Conclusion(self.score.conclusion)] if self.score else "mute"

    @property
    def conclusion(self) -> str:
        """The conclusion in words."""
        return str(Conclusion(self.score.conclusion).label) if self.score else ""


@dataclass(frozen=True)
class Line:
    """One item with its cells."""

    item: Item
    cells: list[Cell]
    reading: Reading | None
    evidence: list[Evidence]
    asked: Supplement | None

    @property
    def own(self) -> Cell | None:
        """The reader's own cell."""
        return next((cell for cell in self.cells if cell.is_own), None)

    @property
    def before(self) -> Cell | None:
        """The last level below the reader's own that has said something."""
        found = None
        for cell in self.cells:
            if cell.is_own:
                break
            found = cell if cell.score else found
        return found

    @property
    def version(self) -> int:
        """The version of the own cell; 0 while it is empty."""
        return self.own.score.version if self.own and self.own.score else 0

    @property
    def self_is_open(self) -> bool:
        """Whether the reader may know what the union itself says, and what its ledger said."""
        return any(cell.stage == Stage.SELF and not cell.is_hidden for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the levels do not agree, as far as this reader may know."""
        return len({cell.score.points for cell in self.cells if cell.score}) > 1


@dataclass(frozen=True)
class Tab:
    """A dimension with how far its items have come."""

    number: int
    title: str
    points: Decimal
    done: int
    total: int
    is_current: bool


@dataclass(frozen=True)
class Column:
    """The summary of one level."""

    stage: str
    title: str
    total: Total | None
    done: int
    is_own: bool
    is_hidden: bool
    drop: Decimal | None
    differences: int


@dataclass(frozen=True)
class SheetPage:
    """The whole page."""

    sheet: Sheet
    calendar: Calendar
    columns: list[Column]
    tabs: list[Tab]
    lines: list[Line]
    current: Line | None
    writing: Stage | None
    verbs: set[str]
    full: Decimal
    count: int
    today: date
    before: int | None = None
    after: int | None = None
    asked: list[Supplement] = field(default_factory=list)

    @property
    def own(self) -> Column:
        """The reader's own level."""
        return next((c for c in self.columns if c.is_own), self.columns[-1])

    @property
    def tab(self) -> Tab:
        """The dimension shown."""
        return next(tab for tab in self.tabs if tab.is_current)

    @property
    def missing(self) -> int:
        """How many items of the reader's own column are still empty."""
        return self.count - self.own.done

    @property
    def next_line(self) -> Line | None:
        """The line after the open one."""
        if self.current is None:
            return self.lines[0] if self.lines else None
        at = [line.item.pk for line in self.lines].index(self.current.item.pk)
        return self.lines[at + 1] if at + 1 < len(self.lines) else None

    @property
    def due_on(self) -> date | None:
        """Until when the sheet waits for its present stage."""
        from_asked = [row.due_on for row in self.asked]
        if from_asked:
            return min(from_asked)
        stage = self.writing or stage_now(self.sheet)
        return self.calendar.due_on(stage, self.sheet.pk) if stage else None


def stage_now(sheet: Sheet) -> Stage | None:
    """The stage a sheet is in; none once it is finished."""
    if sheet.state == SheetState.FILLING:
        return Stage.SELF
    if sheet.state in {SheetState.SUBMITTED, SheetState.REVIEWING, SheetState.REVIEW_RETURNED}:
        return Stage.REVIEW
    if sheet.state in {SheetState.REVIEWED, SheetState.ACCEPTED, SheetState.EXCEPTED}:
        return None
    return Stage.ACCEPTANCE


@dataclass(frozen=True)
class _Book:
    """What was read for a sheet, by item."""

    items: list[Item]
    scores: dict[tuple[int, str], Score]
    readings: dict[int, Reading]
    evidence: dict[int, list[Evidence]]
    asked: dict[int, Supplement]


def sheet_page(
    actor: Actor,
    sheet: Sheet,
    *,
    dimension: int | None = None,
    item_id: int | None = None,
    only_differences: bool = False,
    every_dimension: bool = False,
    today: date,
) -> SheetPage:
    """The page of one sheet for one reader: a dimension open, one of its items perhaps."""
    calendar = calendar_of(sheet.cycle)
    stages = [s for s in scoring_stages(calendar) if s != Stage.REVIEW or sheet.review_path]
    visible = visible_stages(actor, sheet)
    book = _book(sheet, [stage for stage in visible if stage in stages])
    own = own_stage(actor, sheet)
    lines = [_line(item, stages, visible, own, book) for item in book.items]
    number = _dimension_of(lines, dimension, item_id)
    shown_lines = [
        line
        for line in lines
        if (every_dimension or line.item.dimension.number == number)
        and (line.differs or not only_differences)
    ]
    before, after = neighbours(actor, sheet)
    return SheetPage(
        sheet=sheet,
        calendar=calendar,
        columns=_columns(sheet, calendar, stages, visible, own, lines),
        tabs=_tabs(lines, number),
        lines=shown_lines,
        current=next((line for line in shown_lines if line.item.pk == item_id), None),
        writing=writing_stage(actor, sheet),
        verbs=verbs_open(actor, sheet),
        full=full_points(book.items),
        count=len(book.items),
        today=today,
        before=before,
        after=after,
        asked=list(book.asked.values()),
    )


def _book(sheet: Sheet, stages: list[Stage]) -> _Book:
    items = items_of(sheet.cycle.framework_id)
    by_id = {item.pk: item for item in items}
    scores = scores_of(sheet, stages)
    for score in scores.values():
        score.item = by_id[score.item_id]
    evidence: dict[int, list[Evidence]] = {}
    proofs = Evidence.objects.filter(sheet=sheet, withdrawn_at=None, stage__in=stages)
    for piece in proofs.select_related("attachment__blob").order_by("pk"):
        evidence.setdefault(piece.item_id, []).append(piece)
    asked = Supplement.objects.filter(sheet=sheet, closed_at=None).select_related("item__dimension")
    return _Book(
        items=items,
        scores=scores,
        readings={r.item_id: r for r in Reading.objects.filter(sheet=sheet)},
        evidence=evidence,
        asked={row.item_id: row for row in asked},
    )


def _line(item: Item, stages: list[Stage], visible: list[Stage], own: Stage, book: _Book) -> Line:
    cells: list[Cell] = []
    last: Score | None = None
    for stage in stages:
        score = book.scores.get((item.pk, stage))
        drop = None
        if score and last and is_worse(item.rule, score.points, last.points):
            drop = -abs(score.points - last.points)
        cells.append(Cell(stage, score, stage == own, stage not in visible, drop))
        last = score or last
    return Line(
        item,
        cells,
        book.readings.get(item.pk),
        book.evidence.get(item.pk, []),
        book.asked.get(item.pk),
    )


def _dimension_of(lines: list[Line], dimension: int | None, item_id: int | None) -> int:
    """The dimension asked for, that of the open item, or the first with something left to do."""
    numbers = [line.item.dimension.number for line in lines]
    for line in lines:
        if line.item.pk == item_id:
            return line.item.dimension.number
    if dimension in numbers:
        return dimension or numbers[0]
    undone = (line.item.dimension.number for line in lines if line.own and not line.own.score)
    return next(undone, numbers[0])


def _tabs(lines: list[Line], current: int) -> list[Tab]:
    tabs = []
    for dimension in {line.item.dimension.number: line.item.dimension for line in lines}.values():
        mine = [line for line in lines if line.item.dimension_id == dimension.pk]
        tabs.append(
            Tab(
                dimension.number,
                dimension.title,
                full_points([line.item for line in mine]),
                sum(line.own is not None and line.own.score is not None for line in mine),
                len(mine),
                dimension.number == current,
            )
        )
    return tabs


def _columns(
    sheet: Sheet,
    calendar: Calendar,
    stages: list[Stage],
    visible: list[Stage],
    own: Stage,
    lines: list[Line],
) -> list[Column]:
    columns: list[Column] = []
    for place, stage in enumerate(stages):
        cells = [line.cells[place] for line in lines]
        scores = [cell.score for cell in cells if cell.score]
        total = _total(sheet, scores)
        last = next((c.total for c in reversed(columns) if c.total and c.done == len(lines)), None)
        full = total is not None and len(scores) == len(lines)
        drop = total.points - last.points if full and total and last else None
        columns.append(
            Column(
                stage,
                calendar.title(stage),
                total,
                len(scores),
                stage == own,
                stage not in visible,
                drop or None,
                sum(cell.drop is not None for cell in cells),
            )
        )
    return columns


def _total(sheet: Sheet, scores: Iterable[Score]) -> Total | None:
    marks = [Mark(score.item.label, score.item.rule, score.points) for score in scores]
    return total_of(marks, sheet.cycle.framework.bonus_cap) if marks else None


def neighbours(actor: Actor, sheet: Sheet) -> tuple[int | None, int | None]:
    """The sheets before and after this one, in official order, that this person may see."""
    rows = list(
        Sheet.objects.visible_to(actor)
        .filter(cycle_id=sheet.cycle_id)
        .in_order()
        .values_list("pk", flat=True)
    )
    at = rows.index(sheet.pk)
    return (
        rows[at - 1] if at else None,
        rows[at + 1] if at + 1 < len(rows) else None,
    )
