"""What the oldest browsers of the offices do not know (Chromium 86, Safari 15.4, Firefox 98): by kind of file.

Each line is the feature in words and how it is written; the second number is the first Chromium with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

STYLES = {
    ":is() 88": r":is\(",
    ":where() 88": r":where\(",
    ":not() with a list 88": r":not\([^()]*,",
    ":has() 105": r":has\(",
    ":user-valid 119": r":user-(?:in)?valid",
    "aspect-ratio 88": r"aspect-ratio\s*:",
    "inset 87": r"(?<![-\w])inset\s*:",
    "two-value logical shorthands 87": r"(?:margin|padding|inset|border)-(?:inline|block)\s*:",
    "overflow: clip 90": r"overflow(?:-[xy])?\s*:\s*clip",
    "@property 85 (Safari 16.4)": r"@property\b",
    "@layer 99": r"@layer\b",
    "@container 105": r"@container\b|container-(?:type|name)\s*:",
    "@scope 118": r"@scope\b",
    "@starting-style 117": r"@starting-style\b",
    "nesting 112": r"^\s*&|[{;]\s*&",
    "range in media queries 104": r"@media[^{]*\((?:[^()]*[<>]=?)",
    "single transforms 104": r"(?:^|[{;]\s*)(?:translate|rotate|scale)\s*:",
    "color-mix() 111": r"color-mix\(",
    "oklch() 111": r"\bok(?:lch|lab)\(",
    "light-dark() 123": r"light-dark\(",
    "small, large, dynamic view units 108": r"\d(?:[dsl]v(?:h|w|min|max|b|i))\b",
    "subgrid 117": r"\bsubgrid\b",
    "text-wrap 114": r"text-wrap(?:-\w+)?\s*:",
    "field-sizing 123": r"field-sizing\s*:",
    "scrollbar-width 121": r"scrollbar-(?:width|color)\s*:",
    "content-visibility (Safari 18)": r"content-visibility\s*:",
    "anchor positioning 125": r"(?:^|[{;]\s*)anchor-name\s*:|\banchor\(",
}
SCRIPTS = {
    "logical assignment 85 (ES2021)": r"\?\?=|\|\|=|&&=",
    "numeric separators (ES2021)": r"\b\d+_\d+\b",
    "replaceAll 85 (ES2021)": r"\.replaceAll\(",
    "Promise.any 85 (ES2021)": r"Promise\.any\(",
    ".at() 92": r"\.at\(",
    "Object.hasOwn 93": r"Object\.hasOwn\b",
    "structuredClone 98": r"\bstructuredClone\b",
    "findLast 97": r"\.findLast",
    "replaceChildren 86 (Safari 14)": r"\.replaceChildren\(",
    "arrays by copy 110": r"\.to(?:Sorted|Reversed|Spliced)\(|\.with\(",
    "groupBy 117": r"\b(?:Object|Map)\.groupBy\(",
    "randomUUID 92": r"randomUUID",
    "AbortSignal.timeout 103": r"AbortSignal\.(?:timeout|any)\b",
    "showPicker 99": r"\.showPicker\(",
    "private members (Safari 15.4 partly)": r"\bthis\.#\w",
    "static blocks 94": r"\bstatic\s*\{",
    "top-level await 89": r"^await\b",
    "view transitions 111": r"startViewTransition",
    "setHTML 105": r"\.setHTML(?:Unsafe)?\(",
    "Temporal": r"\bTemporal\.",
    ":has() in a selector 105": r":has\(",
    ":is() in a selector 88": r":(?:is|where)\(",
}
PAGES = {
    "inert 102": r"<[^>{]*\sinert(?=[\s>=])",
    "popover 114": r"<[^>{]*\spopover(?:target)?(?=[\s>=])",
    "closedby 134": r"\sclosedby\s*=",
    "invoker commands 135": r"\scommandfor\s*=",
    "<search> 118": r"<search\b",
    "details that share a name 120": r"<details[^>]*\sname\s*=",
    "module scripts": r"<script[^>]*type=\"(?:module|importmap|speculationrules)\"",
}
KINDS = {"*.css": STYLES, "*.js": SCRIPTS, "*.html": PAGES}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def too_new(text: str, features: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Every use of one of the features: its line and its name. Comments may speak of them."""
    quiet = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(quiet.splitlines(), start=1):
        for name, pattern in features.items():
            if re.search(pattern, line):
                yield number, name


def files(house: Path, pattern: str) -> Iterator[Path]:
    """Our own files of a kind; what comes from packages is chosen by its version."""
    yield from (path for path in sorted(house.rglob(pattern)) if "vendor" not in path.parts)


def newer_than_the_floor(house: Path) -> Iterator[str]:
    """Every line that asks an office's browser for what it does not know."""
    for pattern, features in KINDS.items():
        for path in files(house, pattern):
            for number, name in too_new(path.read_text(), features):
                yield f"{path}:{number}: newer than the browsers of the offices: {name}"
