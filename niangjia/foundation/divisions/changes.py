"""What happened to county codes between November 2020 and the end of 2023."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from .gazetteer import Division, divisions, is_division
from .tables import rows_of


class ChangeKind(models.TextChoices):
    """What a line of the changes file says."""

    RECODED = "recoded", _("更名或改码")
    JOINED = "joined", _("合并设立")
    ABSORBED = "absorbed", _("并入")
    FOUNDED = "founded", _("新设")


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what the place was and what it became. A founding has no old code.

    JOINED lines come in groups that share the new code; ABSORBED names a place that existed already.
    """

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    note: str

    @property
    def kind(self) -> ChangeKind:
        """Read from the codes, and from the note only whether the place was absorbed."""
        if not self.old_code:
            return ChangeKind.FOUNDED
        if self.note.startswith("撤销"):
            return ChangeKind.ABSORBED
        together = [c for c in changes() if c.old_code and c.new_code == self.new_code]
        return ChangeKind.JOINED if len(together) > 1 else ChangeKind.RECODED


@cache
def changes() -> tuple[Change, ...]:
    """Every change in the order of old codes, foundings where they belong."""
    return tuple(Change(**row) for row in rows_of("division_changes_2020_2023.csv"))


@cache
def divisions_of_2020() -> tuple[Division, ...]:
    """The list of November 2020, derived: old codes put back, what came since left out."""
    came = {c.new_code for c in changes() if c.kind != ChangeKind.ABSORBED}
    kept = [d for d in divisions() if d.code not in came]
    gone = {c.old_code: c.old_name for c in changes() if c.old_code}
    back = [Division(code, name, "county", _parent_of(code)) for code, name in gone.items()]
    return tuple(sorted([*kept, *back], key=lambda d: d.code))


def _parent_of(code: str) -> str:
    """The city of a county code, or the province where no city lies between."""
    city = code[:4] + "00"
    return city if is_division(city) else code[:2] + "0000"
