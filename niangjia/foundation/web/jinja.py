"""The template environment: strict, escaped, with the few globals a page may use."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from niangjia.foundation.ui import filters

from .addresses import address
from .kept import file_address, kept, told

HOUSE = Path(__file__).resolve().parents[2]

LOADER = ChoiceLoader(
    [FileSystemLoader(folder) for folder in sorted(HOUSE.glob("*/*/templates")) if folder.is_dir()]
)
"""Each room brings its templates in a folder of its own name."""


class Unknown(StrictUndefined):
    """A name nobody gave: it may be asked for (`if caller`), never written on a page."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


def environment(**options: Any) -> Environment:
    """Built once by Django's Jinja2 backend."""
    options["loader"] = LOADER
    options["undefined"] = Unknown  # Django would put a lenient one here
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    options["trim_blocks"] = options["lstrip_blocks"] = True
    env = Environment(**options)  # noqa: S701 - Django's backend sets autoescape on
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.globals.update(gettext=told, _=told)
    env.globals.update(static=file_address, url=address, kept=kept, DEMO=settings.DEMO_NOW)
    env.filters.update(filters.FILTERS)
    return env
