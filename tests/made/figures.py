"""True figures for a made report: tables 2, 3 and 4 that keep every identity the form promises, from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.made.official import (
    COLUMNS3,
    COLUMNS4,
    PERSONS,
    ROWS4,
    Id,
    cell_ids,
    leaves,
)

Number = int | Decimal
SCALES = ("none", "town", "bureau", "county", "city")

# How many new requests a natural person's column gets, by the size of the organ.
_RECEIVED = {
    "none": (0, 0),
    "town": (0, 2),
    "bureau": (3, 60),
    "county": (60, 900),
    "city": (900, 15000),
}
# Requests end in these ways about this often; the form's rarest rows stay rare.
_WEIGHTS = {
    "granted": 34,
    "partially_granted": 12,
    "refused.state_secret": 1,
    "refused.prohibited_by_law": 1,
    "refused.security_and_stability": 1,
    "refused.third_party_rights": 2,
    "refused.internal_affairs": 3,
    "refused.deliberative": 3,
    "refused.enforcement_file": 4,
    "refused.administrative_query": 3,
    "unavailable.not_held": 26,
    "unavailable.needs_creation": 4,
    "unavailable.still_unclear": 1,
    "not_processed.petition": 4,
    "not_processed.repeated": 3,
    "not_processed.publication": 0,
    "not_processed.excessive": 1,
    "not_processed.reissue": 1,
    "other.supplement_overdue": 4,
    "other.fee_unpaid": 1,
    "other.other": 6,
    "other": 9,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one report. `printed` overrides how a cell is printed: "" blank, "/", "—", or words.

    A cell whose printed form is not a number has no value in `truth`.
    """

    form: str
    scale: str
    single_other: bool
    values: Mapping[Id, Number]
    printed: Mapping[Id, str] = field(default_factory=dict)

    def __getitem__(self, key: str | Id) -> Number:
        return self.values[key if isinstance(key, Id) else Id(*_split(key))]

    def ids(self) -> tuple[Id, ...]:
        """Return the report's cells in printing order."""
        return cell_ids(self.form, single_other=self.single_other)

    def text(self, id_: Id) -> str:
        """Return what is printed in a cell."""
        if id_ in self.printed:
            return self.printed[id_]
        value = self.values[id_]
        return format(value, "f") if isinstance(value, Decimal) else str(value)

    def truth(self, id_: Id) -> Number | None:
        """Return the number that a careful person reads in a cell, None where none is printed."""
        return None if id_ in self.printed else self.values[id_]

    def row(self, table: str, row: str) -> Iterator[Id]:
        """Yield a row's cells in printing order."""
        return (id_ for id_ in self.ids() if id_.table == table and id_.row == row)

    def group(self, name: str, column: str = "total") -> int:
        """Return the sum of an outcome group (granted, refused, other …) in a column of table 3."""
        return sum(
            int(value)
            for id_, value in self.values.items()
            if id_.table == "table3" and id_.column == column and id_.row.split(".")[0] == name
        )

    def with_value(self, key: str | Id, value: Number) -> Figures:
        """Return a copy in which one cell, and nothing else, is changed."""
        id_ = key if isinstance(key, Id) else Id(*_split(key))
        if id_ not in self.values:
            raise KeyError(id_)
        return replace(self, values={**self.values, id_: value})

    def with_printed(self, key: str | Id, text: str) -> Figures:
        """Return a copy in which one cell is printed as `text`, which is no number."""
        id_ = key if isinstance(key, Id) else Id(*_split(key))
        if id_ not in self.values:
            raise KeyError(id_)
        return replace(self, printed={**self.printed, id_: text})


def _split(key: str) -> tuple[str, str, str]:
    table, rest = key.split(".", 1)
    row, column = rest.rsplit(".", 1)
    return table, row, column


def _spread(random: Random, amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share an amount out over names in proportion to their weights, at random."""
    shares = dict.fromkeys(weights, 0)
    names, odds = list(weights), list(weights.values())
    if amount > 400:
        # Close to proportion first, the rest at random: quicker than one by one, and as uneven as life.
        total = sum(odds)
        for name, odd in weights.items():
            shares[name] = int(amount * odd / total * random.uniform(0.5, 0.95))
    for name in random.choices(names, odds, k=amount - sum(shares.values())):
        shares[name] += 1
    return shares


def _table3(random: Random, scale: str, *, single_other: bool) -> dict[Id, Number]:
    low, high = _RECEIVED[scale]
    rows = leaves(single_other=single_other)
    weights = {row: _WEIGHTS[row] for row in rows}
    # Organisations ask far less than persons; most columns of a small bureau are empty.
    share = {
        "natural_person": 1.0,
        "company": 0.06,
        "research_body": 0.0,
        "social_welfare_body": 0.004,
        "legal_service_body": 0.012,
        "other": 0.004,
    }
    received = random.randint(low, high)
    out: dict[Id, Number] = {}
    for column in PERSONS:
        new = (
            int(received * share[column] * random.uniform(0.4, 1.6))
            if column != "natural_person"
            else received
        )
        carried_in = (
            random.randint(0, max(1, new // 20))
            if new
            else int(scale == "town" and random.random() < 0.2)
        )
        carried_out = random.randint(0, (new + carried_in) // 15)
        outcomes = _spread(random, new + carried_in - carried_out, weights)
        values = {
            "received": new,
            "carried_in": carried_in,
            **outcomes,
            "concluded": sum(outcomes.values()),
            "carried_out": carried_out,
        }
        out |= {Id("table3", row, column): value for row, value in values.items()}
    for row in ("received", "carried_in", *rows, "concluded", "carried_out"):
        out[Id("table3", row, "total")] = sum(
            int(out[Id("table3", row, column)]) for column in PERSONS
        )
    return out


def _table4(random: Random, scale: str) -> dict[Id, Number]:
    high = {"none": 0, "town": 0, "bureau": 2, "county": 14, "city": 320}[scale]
    out: dict[Id, Number] = {}
    for row in ROWS4:
        values = [random.randint(0, high) if random.random() < 0.6 else 0 for _ in COLUMNS4[:-1]]
        out |= {
            Id("table4", row, column): value
            for column, value in zip(COLUMNS4, [*values, sum(values)], strict=True)
        }
    return out


def _table2_2021(random: Random, scale: str) -> dict[Id, Number]:
    size = {"none": 0, "town": 1, "bureau": 4, "county": 30, "city": 400}[scale]
    regulates = scale == "city"  # only governments down to a city with districts may make 规章
    issued = random.randint(0, size)
    repealed = random.randint(0, size // 2)
    stock = issued + random.randint(0, 6 * size)
    rules = (
        (random.randint(0, 4), random.randint(0, 3), random.randint(10, 60))
        if regulates
        else (0, 0, 0)
    )
    busy = {"none": 0, "town": 20, "bureau": 3000, "county": 20000, "city": 2000000}[scale]
    fees = Decimal(random.randint(0, busy * 60)) / 100
    values: dict[tuple[str, str], Number] = {
        ("rules", "issued"): rules[0], ("rules", "repealed"): rules[1], ("rules", "in_force"): rules[2],
        ("normative_documents", "issued"): issued,
        ("normative_documents", "repealed"): repealed,
        ("normative_documents", "in_force"): stock,
        ("licences", "count"): random.randint(0, busy),
        ("penalties", "count"): random.randint(0, busy // 3),
        ("coercive_measures", "count"): random.randint(0, busy // 40),
        ("fees_10k_yuan", "amount"): _tidy(fees),
    }  # fmt: skip
    return {Id("table2", *key): value for key, value in values.items()}


def _table2_2019(random: Random, scale: str) -> dict[Id, Number]:
    size = {"none": 0, "town": 1, "bureau": 4, "county": 30, "city": 400}[scale]
    made = random.randint(0, size)
    shown = random.randint(0, made)
    values: dict[tuple[str, str], Number] = dict.fromkeys(
        [("规章", "新制作"), ("规章", "新公开"), ("规章", "总数")], 0
    )
    values |= {("规范性文件", "新制作"): made, ("规范性文件", "新公开"): shown,
               ("规范性文件", "总数"): shown + random.randint(0, 5 * size)}  # fmt: skip
    for row in ("行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"):
        before = random.randint(0, 12 * size)
        values |= {(row, "上一年"): before, (row, "增减"): random.randint(-before, 2 * size) if before else 0,
                   (row, "处理决定"): random.randint(0, 60 * size)}  # fmt: skip
    values |= {("行政事业性收费", "上一年"): random.randint(0, size), ("行政事业性收费", "增减"): 0}
    values |= {("政府集中采购", "采购项目"): random.randint(0, 3 * size),
               ("政府集中采购", "采购金额"): _tidy(Decimal(random.randint(0, size * 90000)) / 100)}  # fmt: skip
    return {Id("table2", *key): value for key, value in values.items()}


def _tidy(amount: Decimal) -> Number:
    """Print 12 as 12 and 12.50 as 12.5, as a person would type it."""
    if amount == amount.to_integral_value():
        return int(amount)
    return amount.normalize()


def make_figures(
    seed: int, *, form: str = "2021", scale: str = "bureau", single_other: bool | None = None
) -> Figures:
    """Make consistent figures.

    A 2019 report has the single row （六）其他处理; many in the 2021 form have it too, if `single_other` asks for it.
    A 2019 report with `single_other=False` is a hybrid: table 2 of the old form, table 3 of the new one.
    """
    random = Random(f"{seed}/{form}/{scale}")
    single = form == "2019" if single_other is None else single_other
    values: dict[Id, Number] = {}
    values |= _table2_2021(random, scale) if form == "2021" else _table2_2019(random, scale)
    values |= _table3(random, scale, single_other=single)
    values |= _table4(random, scale)
    ordered = {id_: values[id_] for id_ in cell_ids(form, single_other=single)}
    return Figures(form=form, scale=scale, single_other=single, values=ordered)


def identities(figures: Figures) -> Iterator[tuple[str, Number, Number]]:
    """Yield each equation that the tables promise: its name, the left side, the right side."""
    rows = leaves(single_other=figures.single_other)
    for column in COLUMNS3:
        at = {
            row: figures[Id("table3", row, column)]
            for row in (*rows, "received", "carried_in", "concluded", "carried_out")
        }
        yield f"table3.concluded/{column}", at["concluded"], sum(at[row] for row in rows)
        yield (
            f"table3.balance/{column}",
            at["received"] + at["carried_in"],
            at["concluded"] + at["carried_out"],
        )
    for row in ("received", "carried_in", *rows, "concluded", "carried_out"):
        yield (
            f"table3.row_total/{row}",
            figures[Id("table3", row, "total")],
            sum(figures[Id("table3", row, c)] for c in PERSONS),
        )
    for row in ROWS4:
        yield (
            f"table4.row_total/{row}",
            figures[Id("table4", row, "total")],
            sum(figures[Id("table4", row, c)] for c in COLUMNS4[:-1]),
        )


def make_inconsistent(seed: int, *, form: str = "2021", scale: str = "county") -> Figures:
    """Make figures in which a few cells of tables 3 and 4 are wrong: a reader must report what is printed."""
    figures = make_figures(seed, form=form, scale=scale, single_other=bool(seed % 2))
    random = Random(f"inconsistent/{seed}")
    choices = [id_ for id_ in figures.ids() if id_.table != "table2"]
    for id_ in random.sample(choices, k=random.randint(1, 4)):
        figures = figures.with_value(id_, figures[id_] + random.choice([1, 2, 9, 10]))
    return figures
