"""Asking for a purpose, the same for a look and for an export."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.foundation.errors import Refused

from .enums import Purpose


def check_purpose(purpose: str, note: str, *, note_field: str = "note") -> None:
    """A purpose of the list; 其他 wants a word of its own. Raises Refused at the field."""
    if purpose not in Purpose.values:
        raise Refused(_("请选择用途"), field="purpose")
    if purpose == Purpose.OTHER and not note.strip():
        raise Refused(_("选择“其他”时，请写明具体用途"), field=note_field)
