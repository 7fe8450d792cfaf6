"""Small readings of forms and addresses that templates ask for."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm, BoundField, ChoiceField, FileField, ModelChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

from .dates import date_cn


def with_query(query: Any, **changes: Any) -> str:
    """The present query with some values changed; None takes one away. For example ?page=3."""
    kept = query if isinstance(query, QueryDict) else QueryDict(str(query or ""))
    pairs = [(name, value) for name, values in kept.lists() for value in values]
    pairs = [(name, value) for name, value in pairs if name not in changes]
    pairs += [(name, str(value)) for name, value in changes.items() if value is not None]
    return f"?{urlencode(pairs)}"


def chosen(form: BaseForm, query: QueryDict) -> list[dict[str, str]]:
    """The conditions of a ledger in words, each with the address that takes it away."""
    return [
        {"text": f"{label}：{text}", "url": with_query(query, **{name: None, "page": None})}
        for name, label, text in _told(form)
    ]


def _told(form: BaseForm) -> Iterator[tuple[str, str, str]]:
    for bound in form.visible_fields():
        value = getattr(form, "cleaned_data", {}).get(bound.name)
        if value in ("", None):
            continue
        options = dict(getattr(bound.field, "choices", []))
        words = date_cn(value) if isinstance(value, date) else options.get(value, value)
        yield bound.name, str(bound.label), str(words)


def sentences(bound: BoundField) -> list[str]:
    """What is wrong with a field and how to repair it; an empty field is named."""
    found: list[str] = []
    for error in bound.errors.as_data():
        found += [_missing(bound)] if error.code == "required" else [str(m) for m in error.messages]
    return found


def _missing(bound: BoundField) -> str:
    if isinstance(bound.field, FileField):
        return _("请上传%(label)s") % {"label": bound.label}
    is_picker = getattr(bound.field, "is_picker", False)
    if is_picker or isinstance(bound.field, ChoiceField | ModelChoiceField):
        return _("请选择%(label)s") % {"label": bound.label}
    return _("请填写%(label)s") % {"label": bound.label}


def form_errors(form: BaseForm) -> list[tuple[str, str]]:
    """(sentence, address of its field) of every error, in the order of the form."""
    if not form.is_bound:
        return []
    found = [(str(e), "") for e in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or f"{bound.auto_id}_0"
        found += [(sentence, f"#{target}") for sentence in sentences(bound)]
    return found


def described(attrs: Mapping[str, Any], about: str, errors: Any) -> dict[str, Any]:
    """Attributes of a control with what describes it and whether it is wrong."""
    words = {"aria-describedby": about} if about else {}
    return {**attrs, **words, **({"aria-invalid": "true"} if errors else {})}


def choices(bound: BoundField) -> tuple[tuple[str, str], ...]:
    """(value, words) of a box that lets one thing be chosen."""
    return tuple((str(value), str(words)) for value, words in bound.field.choices)  # type: ignore[attr-defined]


def value_text(bound: BoundField) -> str:
    """What is chosen, as its address or form holds it."""
    value = bound.value()
    return "" if value is None else str(value)


def control(bound: BoundField, attrs: Mapping[str, Any]) -> dict[str, Any]:
    """Name, id and attributes of a control that is drawn by hand."""
    known = {"name": bound.html_name, "id": bound.id_for_label or None}
    return {**known, **bound.field.widget.attrs, **bound.build_widget_attrs(dict(attrs))}


def differences(found: Mapping[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(label, theirs, mine) of a stale row."""
    return [(label, theirs, mine) for label, (theirs, mine) in found.items()]
