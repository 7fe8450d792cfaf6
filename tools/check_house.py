"""The house's own rules, checked: budgets, banned names, furnished rooms, honest diagrams, old browsers."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from browser_floor import newer_than_the_floor

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "niangjia"
DRAWERS = {"utils", "helpers", "common", "misc", "base", "manager", "util"}
FILE, FUNCTION, TEST, TEMPLATE, README = 400, 60, 40, 150, 60
TOUCHES_TABLES = {"models", "selectors", "services", "admin", "tests", "commands", "migrations"}
TALKS = {"views", "api", "forms", "filters", "receivers"}


def sources() -> Iterator[Path]:
    """Every Python file of ours that a person wrote."""
    for folder in (HOUSE, ROOT / "config", ROOT / "tools", ROOT / "bench"):
        yield from (p for p in folder.rglob("*.py") if "migrations" not in p.parts)


def budgets() -> Iterator[str]:
    """Files, functions, templates and READMEs stay small."""
    for path in sources():
        lines = path.read_text().count("\n")
        if lines > FILE:
            yield f"{path}: {lines} lines, budget {FILE}: split by noun"
        limit = TEST if "tests" in path.parts else FUNCTION
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > limit:
                yield f"{path}:{node.lineno}: {node.name} is longer than {limit} lines"
    for pattern, limit in (("*.html", TEMPLATE), ("README.md", README)):
        for path in HOUSE.rglob(pattern):
            if path.read_text().count("\n") > limit:
                yield f"{path}: longer than {limit} lines"


def drawers() -> Iterator[str]:
    """If it has no name, it has no home yet."""
    for path in sources():
        if path.stem in DRAWERS and path.parent.name != "settings":
            yield f"{path}: a drawer, not a name"


def furnished() -> Iterator[str]:
    """Each room has a README, an apps.py and tests."""
    for room in sorted((HOUSE / "domains").iterdir()):
        if not (room / "apps.py").exists():
            continue
        for part in ("README.md", "tests"):
            if not (room / part).exists():
                yield f"{room}: no {part}"


def tables() -> Iterator[str]:
    """`.objects` is spoken only where tables may be touched; the ground floor has engines of its own."""
    for path in sources():
        parts = {*path.parts, path.stem}
        if HOUSE not in path.parents or parts & TOUCHES_TABLES or path.stem == "conftest":
            continue
        if "foundation" in parts and not parts & TALKS:
            continue
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if re.search(r"\.objects\b", line):
                yield f"{path}:{number}: .objects belongs to models, selectors and services"


def diagrams() -> Iterator[str]:
    """Every verb of a Workflow stands in the README beside it, and the states it joins."""
    for path in (*HOUSE.rglob("workflow.py"), *HOUSE.rglob("workflow/*.py")):
        if path.parent.name == "foundation":
            continue
        readme = path.parent / "README.md"
        told = readme.read_text() if readme.exists() else ""
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Step" and node.args:
                verb = getattr(node.args[0], "value", "")
                if verb and verb not in told:
                    yield f"{readme}: the diagram does not tell of `{verb}`"


def browsers() -> Iterator[str]:
    """Styles, scripts and pages keep to what the offices' browsers know."""
    yield from newer_than_the_floor(HOUSE)


def main() -> int:
    """Print every broken rule; the exit code tells whether there was one."""
    broken = [
        line.replace(f"{ROOT}/", "")
        for rule in (budgets, drawers, furnished, tables, diagrams, browsers)
        for line in rule()
    ]
    for line in broken:
        print(line)
    print(
        f"check_house: {len(broken)} broken rules"
        if broken
        else "check_house: the house is in order"
    )
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
