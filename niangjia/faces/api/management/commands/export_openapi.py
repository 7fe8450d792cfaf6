"""`manage.py export_openapi`: the API's document as it stands, written beside its test."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from niangjia.faces.api.api import api

FILE = Path(__file__).resolve().parents[2] / "openapi.json"


def document() -> str:
    """The document as text that changes only with the API."""
    schema = api.get_openapi_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class Command(BaseCommand):
    """Writes `faces/api/openapi.json`, which the tests compare with the API."""

    help = "写出接口说明文件 faces/api/openapi.json"

    def handle(self, *_args: Any, **_options: Any) -> None:
        FILE.write_text(document(), encoding="utf-8")
        self.stdout.write(f"已写出 {FILE.name}")
