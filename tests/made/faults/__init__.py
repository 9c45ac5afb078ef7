"""One planted fault for each rule that a report can break, beside its clean twin."""

from __future__ import annotations

# Importing a module of faults enters them; the order here is the order of the accuracy table.
from tests.made.faults import tables, years, claims, sums, form  # noqa: F401  # isort: skip
from tests.made.faults.registry import FAULTS, Fault

__all__ = ["FAULTS", "Fault"]
