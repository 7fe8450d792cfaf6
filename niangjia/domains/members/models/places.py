"""Areas of work in words."""

from __future__ import annotations

from niangjia.foundation.divisions import gazetteer

TOWNSHIP = 9
"""Digits of a township; a village's code has twelve and is told by its township."""


def place_words(code: str) -> str:
    """黔东南州 凯里市 三棵树镇, from the city down; "" for a code nobody knows."""
    try:
        names = gazetteer.path_names(code[:TOWNSHIP])
    except KeyError:
        return ""
    city = gazetteer.division(code[:4] + "00") if gazetteer.is_division(code[:4] + "00") else None
    told = names[1:] or names
    return " ".join([city.short_name, *told[1:]] if city and told[0] == city.name else told)
