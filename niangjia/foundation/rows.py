"""What every kept row has: a version, and a memory of what it was when it was read."""

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
