"""The three tables: which form they follow, and every cell of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.outline import Region
from gongkai.annual.fitting.table2 import read_table2
from gongkai.annual.fitting.table3 import read_table3
from gongkai.annual.fitting.table4 import read_table4
from gongkai.annual.forms import Form, load_form
from gongkai.annual.model import MISSING, Cell, CellId, State


@dataclass(slots=True)
class Tables:
    """What was read: the form by its columns, the cells, and the tables that follow another form."""

    form: Form
    cells: dict[CellId, Cell]
    other_forms: dict[str, str] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Return how many cells hold something other than words."""
        empty = {State.MISSING, State.TEXT}
        return sum(cell.state not in empty for cell in self.cells.values())


def read_tables(flow: Flow, regions: Mapping[str, Region], hints: Mapping[CellId, int]) -> Tables:
    """Read the three tables. `hints` are figures of table 2 that the prose states."""
    second_form, second = read_table2(flow, regions["table2"], hints)
    third, single, glued = read_table3(flow, regions["table3"])
    fourth = read_table4(flow, regions["table4"], glued=glued)
    form = second_form or load_form("2019" if single and not second else "2021")
    cells: dict[CellId, Cell] = {}
    other_forms: dict[str, str] = {}
    for id_ in form.cell_ids():
        if id_.table != "table3":
            cells[id_] = second.get(id_) or fourth.get(id_) or MISSING
    if single != (form.id == "2019") and third:
        other_forms["table3"] = "2019" if single else "2021"
    third_form = load_form(other_forms.get("table3", form.id))
    for id_ in third_form.cell_ids():
        if id_.table == "table3":
            cells[id_] = third.get(id_) or MISSING
    return Tables(form, {id_: cells[id_] for id_ in sorted(cells, key=_order)}, other_forms)


def _order(id_: CellId) -> str:
    return id_.table  # sorting is stable: within a table the form's order stands
