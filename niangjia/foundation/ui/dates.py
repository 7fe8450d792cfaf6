"""How dates and deadlines are written (ui.md sections 7.1 and 9). All functions are pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.timezone import is_aware, localtime

MISSING = "—"
WEEKDAYS = "一二三四五六日"
QUARTERS = "一二三四"


def _local(value: datetime) -> datetime:
    return localtime(value) if is_aware(value) else value


def day(value: date | datetime) -> date:
    """The calendar day of a date or of a moment, where we live."""
    return _local(value).date() if isinstance(value, datetime) else value


def date_cn(value: date | datetime | None, today: date | datetime | None = None) -> str:
    """2026年11月20日; without the year where `today` lies in the same one."""
    if value is None:
        return MISSING
    on = day(value)
    short = f"{on.month}月{on.day}日"
    return short if today and day(today).year == on.year else f"{on.year}年{short}"


def weekday(value: date | datetime) -> str:
    """星期五."""
    return f"星期{WEEKDAYS[day(value).weekday()]}"


def date_week(value: date | datetime) -> str:
    """2026年11月20日 星期五."""
    return f"{date_cn(value)} {weekday(value)}"


def time_cn(value: datetime) -> str:
    """14:32."""
    return f"{_local(value):%H:%M}"


def datetime_cn(value: datetime | None, today: date | datetime | None = None) -> str:
    """2026年11月20日 14:32."""
    return MISSING if value is None else f"{date_cn(value, today)} {time_cn(value)}"


def date_range(start: date, end: date, today: date | datetime | None = None) -> str:
    """12月1日—5日; across months 11月30日—12月2日."""
    if (start.year, start.month) == (end.year, end.month):
        return date_cn(start, today) if start == end else f"{date_cn(start, today)}—{end.day}日"
    return f"{date_cn(start, today)}—{date_cn(end, today if start.year != end.year else start)}"


def month_cn(value: date | datetime) -> str:
    """2026年6月."""
    return f"{day(value).year}年{day(value).month}月"


def quarter(value: date | datetime, *, short: bool = False) -> str:
    """第三季度, in tables 三季度."""
    words = f"{QUARTERS[(day(value).month - 1) // 3]}季度"
    return words if short else f"第{words}"


def iso(value: Any) -> str:
    """The value of a native date or datetime box; text somebody typed stays as it is."""
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%dT%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def date_spoken(value: Any) -> str:
    """The Chinese form beside a date box, "" where nothing valid is chosen."""
    found = value if isinstance(value, date) else _parsed(str(value or ""))
    return date_week(found) if found else ""


def _parsed(text: str) -> date | None:
    try:
        return parse_date(text[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words. `days` is what is left (negative: overdue), None when paused or done."""

    text: str
    level: str
    icon: str
    on: str = ""
    days: int | None = None
    done: bool = False


def due(
    on: date | None,
    today: date | datetime,
    *,
    soon: int = 3,
    left: int | None = None,
    working: bool = False,
    paused: bool = False,
    done_on: date | None = None,
) -> Due | None:
    """How a deadline is shown. `left` gives the days where a rule counts working days.

    `soon` is the threshold of the matter (default 3, statutory mediation 5).
    """
    if done_on:
        return Due(f"已于{date_cn(done_on, today)}办结", "mute", "check", done=True)
    if paused:
        return Due("计时暂停", "mute", "clock-pause", date_cn(on, today) if on else "")
    if on is None:
        return None
    days = (on - day(today)).days if left is None else left
    unit = "个工作日" if working else "天"
    shown = date_cn(on, today)
    if days < 0:
        return Due(f"已超期 {-days} {unit}", "danger", "alert-triangle", shown, days)
    text = "今天到期" if days == 0 else f"剩 {days} {unit}"
    if days <= soon:
        return Due(text, "warn", "clock-hour-4", shown, days)
    return Due(text, "ok", "circle-check", shown, days)
