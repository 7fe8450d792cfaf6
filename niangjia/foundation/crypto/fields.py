"""Columns that hold what nobody shall read in passing, and the digests they are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.lookups import Exact
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from . import blind
from .kinds import Kind
from .sealed import Sealed, seal_all, seal_texts


class SealedAttribute(DeferredAttribute):
    """What is assigned as text becomes a `Sealed`."""

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class BlankOnly(Exact[Any]):
    """`filter(phone="")` is all a sealed column can be asked; numbers are found by their digest."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("a sealed column is searched by its digest column: blind.digest(…)")
        return ""


class EncryptedField(models.Field[Any, Sealed]):
    """Text that is sealed in the database; in Python a `Sealed`. `max_length` is that of the text.

    Assign text, read `.masked`; `.open()` is for services that know why. A column never holds
    NULL; blank is the empty text. `context` ties tokens to this column: give the old name
    ("unions.SocialWorker.id_number") when a column is renamed.
    """

    descriptor_class = SealedAttribute
    is_sealed = True
    """Nobody is told that such a value is there already: its row may lie where they may not look."""
    description = _("加密保存的文字")

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        kind: str = Kind.TEXT,
        context: str = "",
        max_length: int = 60,
        **options: Any,
    ) -> None:
        self.kind = str(kind)
        self.told_context = self.context = context
        super().__init__(verbose_name, max_length=max_length, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        told = {"kind": self.kind, "max_length": self.max_length}
        return name, path, args, options | told | self._told()

    def _told(self) -> dict[str, str]:
        return {"context": self.told_context} if self.told_context else {}

    def get_internal_type(self) -> str:
        return "TextField"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        """What the tokens of this column are bound to is told by the model it stands in."""
        super().contribute_to_class(cls, name, private_only)
        self.context = self.told_context or f"{cls._meta.label}.{name}"

    @property
    def companions(self) -> set[str]:
        """The digests made of this column, by name."""
        fields = self.model._meta.concrete_fields
        return {f.name for f in fields if isinstance(f, DigestField) and f.of == self.name}

    def to_python(self, value: Any) -> Sealed:
        if isinstance(value, Sealed):
            return value
        return Sealed(self.kind, self.context, text="" if value is None else str(value))

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed:
        return Sealed(self.kind, self.context, stored=value or "")

    def get_prep_value(self, value: Any) -> str:
        return self.to_python(value).stored

    def adapt_many(self, cells: Sequence[Any]) -> list[str]:
        """The values of a whole column as the database takes them; for `pouring`."""
        if set(map(type, cells)) == {str}:
            return seal_texts(cells, self.kind, self.context)
        return seal_all([self.to_python(cell) for cell in cells], self.kind, self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        return BlankOnly if lookup_name == "exact" else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: Any) -> None:
        """Only what was assigned is looked at: what is stored was looked at then."""
        if value and value.is_fresh:
            text = value.open()
            MaxLengthValidator(self.max_length or 0)(text)
            super().run_validators(text)

    def value_from_object(self, obj: models.Model) -> Any:
        """A form never begins with the whole value."""
        return ""

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """What was left empty in a form stays as it is."""
        if data:
            super().save_form_data(instance, data)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(getattr(obj, self.attname))


class DigestAttribute(DeferredAttribute):
    """The digest of what was assigned to the sealed column; else what the row was read with."""

    field: Any

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        source = instance.__dict__.get(self.field.of) if instance is not None else None
        if isinstance(source, Sealed) and source.is_fresh:
            return self.field.digest_of(instance, source)
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class DigestField(models.CharField[Any, str | None]):
    """The keyed digest of the sealed column `of`, kept by itself: search, uniqueness, comparison.

    Blank values have none (NULL), so a unique column takes many of them. `within` names a field of
    the row whose value keeps number spaces apart; assign the number again when that one changes.
    """

    descriptor_class = DigestAttribute
    is_companion = True
    """Changes with another column, which is the one that is told."""

    def __init__(self, *, of: str, within: str = "", **options: Any) -> None:
        self.of = of
        self.within = within
        options |= {"max_length": 48, "null": True, "blank": True, "editable": False}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for given in ("max_length", "null", "blank", "editable"):
            options.pop(given, None)
        return name, path, args, options | {"of": self.of, "within": self.within}

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        found = super().check(**options)
        names = {f.name for f in self.model._meta.get_fields() if isinstance(f, EncryptedField)}
        if self.of not in names:
            found.append(checks.Error(f"{self}: no sealed column {self.of}", id="crypto.E002"))
        return found

    def digest_of(self, row: models.Model, value: Sealed) -> str | None:
        """The digest of this value as it stands in this row."""
        return self.digest_within(value, getattr(row, self.within) if self.within else "")

    def digest_within(self, value: Sealed, within: Any) -> str | None:
        """The same for a row that is not at hand."""
        return blind.digest(self.kind, value.open(), str(within))

    def cells_of(self, rows: Sequence[models.Model]) -> list[str | None]:
        """The digests of many rows, those of one number space in one go; for `pouring`."""
        spaces: dict[str, list[int]] = defaultdict(list)
        found: list[str | None] = [row.__dict__.get(self.attname) for row in rows]
        for at, row in enumerate(rows):
            source = row.__dict__.get(self.of)
            if isinstance(source, Sealed) and source.is_fresh:
                spaces[str(getattr(row, self.within)) if self.within else ""].append(at)
        for within, places in spaces.items():
            texts = (rows[at].__dict__[self.of].open() for at in places)
            for at, made in zip(places, blind.digest_many(self.kind, texts, within), strict=True):
                found[at] = made
        return found

    @property
    def kind(self) -> str:
        """The kind of the sealed column."""
        source: Any = self.model._meta.get_field(self.of)
        return str(source.kind)
