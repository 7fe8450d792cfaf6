"""The one way a service keeps a row: checked, versioned, audited, counted."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field
from django.utils.translation import gettext as _

from .audit import services as audit
from .audit import words
from .errors import Refused, Stale
from .facts import services as facts
from .rows import Row
from .scope import Actor

R = TypeVar("R", bound=Row)
USUAL = Field.default_error_messages["unique"]


def save(
    row: R,
    *,
    actor: Actor,
    verb: str,
    at: datetime,
    note: str = "",
    expect: int | None = None,
) -> R:
    """Keep the row: check it, raise its version, write the audit line and its facts.

    Raises Stale when `expect` (the version the form was filled from) is no longer the row's, and
    Refused when the row breaks a rule of its table.
    """
    if expect is not None and row.version != expect:
        raise Stale(row, verb, _differences(row))
    changes = row.changes()
    row.version += 1
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
        _write(row)
    except ValidationError as error:
        raise _as_refusal(row, error) from error
    row._as_read = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    audit.record(actor, verb, row, changes=changes, note=note, at=at)
    facts.record(row, at=at)
    return row


def _write(row: Row) -> None:
    """The table itself judges its rules, for two at one moment too; asked is only which was broken."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()
        raise


def _differences(row: Row) -> dict[str, tuple[str, str]]:
    """What the row holds now against what was about to be written, by the name of the field.

    A masked field shows that it differs: whoever wrote the other value knows it.
    """
    kind, hidden = row._meta.label, audit.hidden_fields(row)
    changes = {
        name: [audit.MASKED, audit.MASKED] if name in hidden else list(pair)
        for name, pair in row.changes().items()
    }
    names = words.names_of(words.rows_meant(kind, changes))
    told = words.change_words(kind, changes, names)
    return {label: (theirs, mine) for label, theirs, mine in told}


def _as_refusal(row: Row, error: ValidationError) -> Refused:
    """The first complaint of the table as one sentence at its field."""
    if not hasattr(error, "error_dict"):
        return Refused("；".join(error.messages))
    field, complaints = next(iter(error.error_dict.items()))
    sentence = "；".join(_sentence(complaint) for complaint in complaints)
    if field == NON_FIELD_ERRORS:
        return Refused(sentence or _("填写有误"))
    return Refused(sentence or _("填写有误"), field=_typed(row, field))


def _typed(model: Any, name: str) -> str:
    """The field somebody typed into: a digest is told at the number it was made of."""
    return str(getattr(model._meta.get_field(name), "of", name))


def _sentence(complaint: ValidationError) -> str:
    """One complaint of the table; what must be there once is told by the names of its fields.

    Of a masked number nobody is told that it is there already: its row may lie where they may not
    look. A service that may say more asks before, among the rows its actor sees.
    """
    told = complaint.params or {}
    if complaint.code not in ("unique", "unique_together") or "unique_check" not in told:
        return "；".join(complaint.messages)
    model = told["model_class"]
    fields = [model._meta.get_field(name) for name in told["unique_check"]]
    typed = [model._meta.get_field(_typed(model, field.name)) for field in fields]
    labels = [str(f.verbose_name) for f in typed if not str(f.verbose_name).isascii()]
    words = {"labels": "、".join(labels), "model": told["model_name"]}
    secret = audit.hidden_fields(model) & {f.attname for f in fields}
    if secret or any(getattr(field, "is_sealed", False) for field in typed):
        return _("不能用这个%(labels)s登记，请核对；核对无误的，请报上级工会办理") % words
    if len(fields) == 1 and fields[0].error_messages["unique"] != USUAL:
        return "；".join(complaint.messages)
    return _("已存在%(labels)s相同的%(model)s，请核对后修改") % words
