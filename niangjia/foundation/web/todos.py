"""What rooms hand upward about unfinished work: a thing to do, and a thing to look at."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Todo:
    """A matter waiting for one person (待办).

    `verb` is the one word of its button (复核 验收 补充 …) and `url` opens the very form. `kind` is
    the field of work, `source` whose matter it is. `due_on` without a day has no deadline.
    """

    title: str
    url: str
    kind: str
    source: str
    due_on: date | None
    verb: str
    icon: str = "clipboard-check"
    threshold: int = 3


def in_order(todos: list[Todo]) -> list[Todo]:
    """Overdue first, then the soonest, then those without a day."""
    return sorted(
        todos, key=lambda todo: (todo.due_on is None, todo.due_on or date.max, todo.title)
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """A union that lags, for those who look down on it (需要关注): where, what, since when.

    `code` names the union the matter can be handed to as a task (督办); "" where it is one already.
    """

    place: str
    what: str
    due_on: date | None
    url: str
    code: str = ""
