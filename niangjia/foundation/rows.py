"""What every kept row has: a version, and a memory of what it was when it was read."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models


class Row(models.Model):
    """A row that people edit: it knows its version and what it was when it was read."""

    version = models.PositiveIntegerField(default=0, editable=False)
    _as_read: dict[str, Any]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        row = super().from_db(db, field_names, values, **options)
        row._as_read = dict(zip(field_names, values, strict=False))
        return row

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Checks every field; what is known to stand there is not looked up once more."""
        found = {field.name for field in self._meta.concrete_fields if self._is_found(field)}
        super().clean_fields({*(exclude or ()), *found})

    def _is_found(self, field: models.Field[Any, Any]) -> bool:
        """Whether a field points to a row that is at hand, or to the one it pointed to when read."""
        if not isinstance(field, models.ForeignKey) or getattr(self, field.attname) is None:
            return False
        read = {} if self._state.adding else getattr(self, "_as_read", {})
        return field.is_cached(self) or read.get(field.attname) == getattr(self, field.attname)

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Every field that differs from what was read: name → (before, after).

        Digests of sealed columns are left out: the sealed column itself is told, masked.
        """
        before: dict[str, Any] = getattr(self, "_as_read", {})
        told = [f for f in self._meta.concrete_fields if not getattr(f, "is_companion", False)]
        now = {f.attname: getattr(self, f.attname) for f in told}
        return {
            name: (before.get(name), value)
            for name, value in now.items()
            if name != "version" and before.get(name) != value
        }
