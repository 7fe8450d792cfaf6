"""Opening the data files of this folder: one reader for plain and for zipped tables."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of one table as text, by column name; codes keep their leading zeros."""
    path = DATA / name
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
