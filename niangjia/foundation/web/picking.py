"""A row chosen in the picker dialog: its id in the form, its words on the page."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from niangjia.foundation.scope import Actor

LONGEST = 18
"""Digits of the longest id; more is nothing anybody chose."""

Chosen = dict[str, Any]


class PickedField(forms.IntegerField):
    """The id of a row; a room says which dialog lists them (`route`) and how one is called."""

    is_picker = True
    route: ClassVar[str]
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("请从列表中选择")}

    def told(self, actor: Actor, pk: int) -> Chosen | None:
        """`{id, text, sub}` of a row this actor may choose, or None."""
        raise NotImplementedError

    def address(self, name: str, back: str) -> str:
        """Where the dialog is; without script it leads back with the choice in the address."""
        return f"{reverse(self.route)}?{urlencode({'name': name, 'next': back})}"


def picked(actor: Actor, form: forms.BaseForm) -> dict[str, list[Chosen]]:
    """What is chosen in the fields that have a picker, in words."""
    found: dict[str, list[Chosen]] = {}
    for name, field in form.fields.items():
        if isinstance(field, PickedField):
            value = str(form[name].value() or "")
            known = value.isdecimal() and value.isascii() and len(value) <= LONGEST
            row = field.told(actor, int(value)) if known else None
            found[name] = [row] if row else []
    return found
