"""What a room declares about one kind of workbook: its columns, its title, its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a cell means, and so which value a room receives.

    TEXT, NAME, ID_NUMBER, USCC and PHONE give text (empty where blank); NUMBER an int, or a Decimal
    where decimals are allowed; MONEY a Decimal of 元; DATE a date; CHOICE the chosen value;
    YES_NO a bool (blank is no).
    """

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ID_NUMBER = "id_number"
    USCC = "uscc"
    PHONE = "phone"
    CERTIFICATE = "certificate"
    BANK_CARD = "bank_card"


AS_TEXT = frozenset({Kind.ID_NUMBER, Kind.USCC, Kind.PHONE, Kind.CERTIFICATE, Kind.BANK_CARD})
"""Kinds whose cells a template formats as text, so that no digit gets lost."""

SENSITIVE = frozenset({Kind.ID_NUMBER, Kind.PHONE, Kind.CERTIFICATE, Kind.BANK_CARD})
"""Kinds an export masks unless the column says otherwise."""

PERSONAL = frozenset({Kind.ID_NUMBER, Kind.CERTIFICATE, Kind.BANK_CARD})
"""Kinds that make a ledger one of personal data, masked or not."""

MARK_SHEET = "模板信息"
"""The hidden sheet of a template: layout key in A1, version in A2, title in A3, choices beside."""


@dataclass(frozen=True)
class Column:
    """One column. `group` are the merged heads above it, outermost first.

    `choices` are (value, label) pairs and `synonyms` further words for a value; `unit` stands in
    the head of the template; `minimum` and `maximum` bound numbers and money (元). `sensitive`
    decides whether exports mask it; without a word the kind decides.
    """

    key: str
    label: Any
    aliases: Sequence[str] = ()
    required: bool = False
    kind: Kind = Kind.TEXT
    choices: Sequence[tuple[Any, Any]] = ()
    synonyms: Mapping[str, Any] = field(default_factory=dict)
    group: Sequence[Any] = ()
    width: int = 14
    example: Any = ""
    help: Any = ""
    unit: Any = ""
    max_length: int = 0
    decimals: int = 0
    minimum: int | None = None
    maximum: int | None = None
    sensitive: bool | None = None

    @property
    def is_sensitive(self) -> bool:
        """Whether an export masks this column by default."""
        return self.kind in SENSITIVE if self.sensitive is None else self.sensitive

    @property
    def head(self) -> str:
        """The words of its head: label and unit."""
        return f"{self.label}（{self.unit}）" if self.unit else str(self.label)

    def plain(self) -> dict[str, Any]:
        """The same in words and numbers only, for a process without Django."""
        found = asdict(self)
        found["label"], found["unit"] = str(self.label), str(self.unit)
        found["group"] = [str(word) for word in self.group]
        found["choices"] = [[value, str(label)] for value, label in self.choices]
        found["help"], found["example"] = "", str(self.example)
        return found


@dataclass(frozen=True)
class Layout:
    """One kind of workbook: `key` and `version` are hidden in the template and recognised again.

    `notes` are the 填表说明 beneath the table and `sign_line` the words of the signature line.
    """

    key: str
    title: Any
    version: int
    columns: Sequence[Column]
    notes: Sequence[Any] = ()
    sign_line: Sequence[Any] = ("填报人", "审核人", "负责人", "盖章")
    unit: Any = ""
    blank_rows: int = 100

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"{self.key}: a column key appears twice")

    @property
    def depth(self) -> int:
        """How many rows its head has: one to three."""
        return 1 + max((len(column.group) for column in self.columns), default=0)

    def column(self, key: str) -> Column:
        """The column of a key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def plain(self) -> dict[str, Any]:
        """The same in words and numbers only, for a process without Django."""
        return {
            "key": self.key,
            "title": str(self.title),
            "version": self.version,
            "columns": [column.plain() for column in self.columns],
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Layout:
        """Built again from `plain()`."""
        columns = [Column(**{**given, "kind": Kind(given["kind"])}) for given in plain["columns"]]
        return cls(plain["key"], plain["title"], plain["version"], columns)
