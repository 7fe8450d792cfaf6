"""Timing two ways of doing the same thing in turn, so that a drifting machine drifts for both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[[], Any]


@dataclass(frozen=True)
class Figure:
    """The medians of two acts, the ratio pair by pair, and the goal it is held against."""

    name: str
    ours_ms: float
    floor_ms: float
    ratio: float
    goal: float
    smaller_is_better: bool = True

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal if self.smaller_is_better else self.ratio >= self.goal

    def __str__(self) -> str:
        sign = "≤" if self.smaller_is_better else "≥"
        mark = "met" if self.is_met else "MISSED"
        return (
            f"{self.name:<58} {self.ours_ms:>10.2f} ms {self.floor_ms:>10.2f} ms"
            f" {self.ratio:>8.2f}× (goal {sign} {self.goal:g}×) {mark}"
        )


def compare(
    name: str, ours: Act, floor: Act, *, goal: float, times: int = 7, smaller_is_better: bool = True
) -> Figure:
    """Ours and the floor in turn after one warm-up each; print and return the figure."""
    ours(), floor()
    pairs = [(_clock(ours), _clock(floor)) for _round in range(times)]
    ratio = statistics.median(a / b for a, b in pairs)
    figure = Figure(
        name,
        statistics.median(a for a, _ in pairs) * 1000,
        statistics.median(b for _, b in pairs) * 1000,
        ratio,
        goal,
        smaller_is_better,
    )
    print(figure, flush=True)
    return figure


def _clock(act: Act) -> float:
    gc.collect()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
