"""What the portal shows of the rows of others: the worker's request, the county in the directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def rows_of_portal(rows: Mapping[str, object], tree: Any) -> dict[str, object]:
    """The worker is a member who asks something about their data (`rows_of_members`)."""
    return {
        "matter_kind": "data",
        "<slug:matter_kind>/": rows["members/requests/"],
        "m/unions/": tree.county.pk,
    }
