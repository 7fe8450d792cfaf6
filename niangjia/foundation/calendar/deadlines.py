"""Deadlines of law (期限): the table of rules §4.1, counted on the real calendar.

Counting is law, not preference (《民事诉讼法》§85): the day of the start event is not counted, and
where the last day is a day of rest the period ends on the first working day after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import days
from .days import Due
from .enums import TermUnit

DAY = timedelta(days=1)
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Extension:
    """A term made longer once, in its own unit; `needs` says what for or with whose leave."""

    length: int
    needs: Text


@dataclass(frozen=True, slots=True)
class Term:
    """One deadline of law. A term without length (T16) may be used at any time.

    `backward` counts back from the start event: at least so long before a hearing.
    `by_consent` allows the parties to agree on longer.
    """

    code: str
    name: Text
    length: int | None
    unit: TermUnit
    start: Text
    source: str
    extension: Extension | None = None
    backward: bool = False
    by_consent: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, both ends included; without an end the clock still stands still."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


D, WD, M, Y = TermUnit.DAYS, TermUnit.WORKING_DAYS, TermUnit.MONTHS, TermUnit.YEARS

_LAW = "《劳动争议调解仲裁法》§"
_ONLINE = "《人民法院在线调解规则》§"
_PETITION = "《信访工作条例》§"
_LONGER = Extension(15, _("案情复杂，经仲裁委员会主任批准"))

_ROWS = (
    Term("T01", _("调解期限"), 15, D, _("收到调解申请"), _LAW + "14", by_consent=True),
    Term("T02", _("申请仲裁时效"), 1, Y, _("知道或应当知道权利被侵害"), _LAW + "27"),
    Term("T02.wages", _("拖欠劳动报酬的仲裁时效"), 1, Y, _("劳动关系终止"), _LAW + "27"),
    Term("T03", _("决定受理或不受理"), 5, D, _("收到仲裁申请"), _LAW + "29"),
    Term("T04", _("向被申请人送达副本"), 5, D, _("受理"), _LAW + "30"),
    Term("T05", _("提交答辩书"), 10, D, _("收到申请书副本"), _LAW + "30"),
    Term("T06", _("通知仲裁庭组成"), 5, D, _("受理"), _LAW + "32"),
    Term("T07", _("开庭通知"), 5, D, _("开庭"), _LAW + "35", backward=True),
    Term("T07.postponement", _("请求延期开庭"), 3, D, _("开庭"), _LAW + "35", backward=True),
    Term("T08", _("作出裁决"), 45, D, _("受理"), _LAW + "43", extension=_LONGER),
    Term("T09", _("向法院起诉"), 15, D, _("收到裁决书"), _LAW + "48、50"),
    Term("T10", _("申请撤销终局裁决"), 30, D, _("收到裁决书"), _LAW + "49"),
    Term(
        "T11",
        _("申请司法确认"),
        30,
        D,
        _("调解协议生效"),
        "《民事诉讼法》§205；《人民调解法》§33",
    ),
    Term(
        "T12",
        _("委派调解期限"),
        30,
        D,
        _("调解员签收材料"),
        f"《最高人民法院关于人民法院特邀调解的规定》§27；{_ONLINE}24",
        by_consent=True,
    ),
    Term(
        "T13.ordinary",
        _("委托调解期限（普通程序）"),
        15,
        D,
        _("调解员签收材料"),
        f"《最高人民法院关于人民法院特邀调解的规定》§27；{_ONLINE}24",
        by_consent=True,
    ),
    Term(
        "T13.summary",
        _("委托调解期限（简易程序）"),
        7,
        D,
        _("调解员签收材料"),
        f"《最高人民法院关于人民法院特邀调解的规定》§27；{_ONLINE}24",
        by_consent=True,
    ),
    Term("T14", _("法院指定调解员"), 3, WD, _("收到调解申请"), _ONLINE + "10"),
    Term("T14.choice", _("当事人选择调解员"), 2, WD, _("收到通知"), _ONLINE + "10"),
    Term("T15", _("调解员决定是否接受"), 3, WD, _("收到委派或委托"), _ONLINE + "12"),
    Term("T16", _("申请支付令"), None, D, _("对方不履行调解协议"), _LAW + "16"),
    Term("T16.order", _("法院发出支付令"), 15, D, _("受理"), "《民事诉讼法》§227"),
    Term("T16.objection", _("债务人提出异议"), 15, D, _("收到支付令"), "《民事诉讼法》§227"),
    Term("T17.decision", _("法律援助决定"), 7, D, _("收到申请"), "《法律援助法》§43"),
    Term("T17.assignment", _("指派援助人员"), 3, D, _("决定援助"), "《法律援助法》§43"),
    Term(
        "T18",
        _("劳动保障监察办结"),
        60,
        WD,
        _("立案"),
        "《劳动保障监察条例》§17",
        extension=Extension(30, _("情况复杂，经劳动保障行政部门负责人批准")),
    ),
    Term("T18.limit", _("查处时效"), 2, Y, _("违法行为发生或终了"), "《劳动保障监察条例》§20"),
    Term("T19.receipt", _("信访告知受理与否"), 15, D, _("收到信访事项"), _PETITION + "22"),
    Term(
        "T19.handling",
        _("信访办结"),
        60,
        D,
        _("受理"),
        _PETITION + "34",
        extension=Extension(30, _("情况复杂，经本机关负责人批准")),
    ),
    Term("T19.review", _("信访复查"), 30, D, _("收到复查请求"), _PETITION + "35"),
    Term("T19.rereview", _("信访复核"), 30, D, _("收到复核请求"), _PETITION + "36"),
    Term("T19.objection", _("对转送提出异议"), 5, WD, _("收到转送"), _PETITION + "22"),
)

TERMS: dict[str, Term] = {term.code: term for term in _ROWS}
"""Every deadline by code; variants of one row of the table share its number (T13.summary)."""


def variants(code: str) -> tuple[Term, ...]:
    """A row of the table with its variants: T13 → ordinary, summary."""
    return tuple(t for t in _ROWS if t.code == code or t.code.startswith(code + "."))


def due(term: Term, start: date, *, extended: bool = False) -> Due:
    """The last day of a term that began with an event on `start`.

    Raises ValueError for a term without length, or where an extension is asked and none exists.
    """
    length = _length(term, extended)
    if term.backward:
        return _backward(term, start, length)
    return _forward(term.unit, start, length)


def due_after(
    term: Term, start: date, pauses: Sequence[Pause], *, extended: bool = False
) -> Due | None:
    """The same with days that do not count; None while the clock stands still before the end.

    Days and working days inside a pause are skipped; a term of months or years grows by the days
    paused within it.
    """
    length = _length(term, extended)
    if term.unit in {M, Y}:
        return _longer_by_pauses(term.unit, start, length, pauses)
    day, left, provisional = start, length, False
    while left:
        day += DAY
        if pause := _pause_on(day, pauses):
            if pause.end is None:
                return None
            day = max(day, pause.end)
            continue
        counts = days.is_working_day(day) if term.unit == WD else days.Answer(True)
        provisional |= counts.provisional
        left -= counts.yes
    return _rest_moves(Due(day, provisional))


def is_paused(pauses: Sequence[Pause], today: date) -> bool:
    """Whether the clock stands still today."""
    return _pause_on(today, pauses) is not None


def count(unit: TermUnit | str, start: date, length: int) -> Due:
    """The end of a period that no statute names but that is counted the same way."""
    return _forward(TermUnit(unit), start, length)


def _length(term: Term, extended: bool) -> int:
    if term.length is None:
        raise ValueError(f"{term.code} has no limit")
    if not extended:
        return term.length
    if term.extension is None:
        raise ValueError(f"{term.code} cannot be extended")
    return term.length + term.extension.length


def _forward(unit: TermUnit, start: date, length: int) -> Due:
    if unit == WD:
        return days.add_working_days(start, length)
    if unit == D:
        return _rest_moves(Due(start + timedelta(days=length)))
    months = length * 12 if unit == Y else length
    return _rest_moves(Due(start + relativedelta(months=months)))


def _backward(term: Term, start: date, length: int) -> Due:
    """Counted back a day of rest moves earlier, or less than the notice would be left."""
    if term.unit == WD:
        return days.add_working_days(start, -length)
    return days.on_or_before(start - timedelta(days=length))


def _rest_moves(found: Due) -> Due:
    """The first working day from the last day on."""
    moved = days.on_or_after(found.on)
    return Due(moved.on, found.provisional or moved.provisional)


def _pause_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    return next((pause for pause in pauses if day in pause), None)


def _longer_by_pauses(
    unit: TermUnit, start: date, length: int, pauses: Sequence[Pause]
) -> Due | None:
    end = start + relativedelta(months=length * 12 if unit == Y else length)
    day = start
    while day < end:
        day += DAY
        if pause := _pause_on(day, pauses):
            if pause.end is None:
                return None
            end += DAY
    return _rest_moves(Due(end))
