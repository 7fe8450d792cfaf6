"""What the parameters announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParameterChanged:
    """A key got another value in a region ("" the nation), now or for a time."""

    key: str
    region: str
