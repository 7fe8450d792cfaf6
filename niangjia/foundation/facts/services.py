"""Record what a row contributes. (Interface.)"""

from datetime import datetime
from typing import Any


def record(row: Any, *, at: datetime) -> None:
    """Append the difference between what the row contributes now and what it did before."""
