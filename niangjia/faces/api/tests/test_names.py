"""Two schemas of one name would overwrite each other in the document."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[3]


def test_every_schema_of_the_api_has_a_name_of_its_own():
    files = [*HOUSE.rglob("api.py"), *HOUSE.rglob("api/*.py")]
    names = Counter(
        node.name
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "id", "") == "Schema" for base in node.bases)
    )

    assert len(names) > 20
    assert [name for name, times in names.items() if times > 1] == []
