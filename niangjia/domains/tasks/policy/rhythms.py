"""Who may do what with recurring work: who gives out work at its union sets it up."""

from __future__ import annotations

from .programmes import runs_here

can_set_up = runs_here
