"""Two reports side by side: figures through both forms, and what became of each sentence."""

from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.comparison import Comparison, FigurePair, Relation, Status, compare_reports
from gongkai.annual.comparison.figures import Obstacle
from gongkai.annual.model import AnnualReport, CellId, Prose
from tests.annual.writers.works import BLANK, SLASH, make_report, number

RECEIVED = CellId("table3", "received", "total")


def pair(comparison: Comparison, id_: CellId) -> FigurePair:
    (found,) = [pair for pair in comparison.figures if pair.id == id_]
    return found


def fates(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            str(found.status),
            found.left.text if found.left else None,
            found.right.text if found.right else None,
        )
        for found in comparison.prose.passages()
        if found.status is not Status.KEPT
    ]


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (("甲局", 2023), ("甲局", 2024), Relation.YEARS),
        (("兰亭县", 2023), ("兰亭县人民政府", 2024), Relation.YEARS),
        (("甲局", 2024), ("乙局", 2024), Relation.ORGANS),
        (("甲局", 2024), ("甲局", 2024), Relation.VERSIONS),
        (("甲局", 2023), ("乙局", 2024), Relation.OTHER),
        (("", None), ("", None), Relation.OTHER),
    ],
)
def test_what_the_two_are_to_each_other(
    left: tuple[str, int | None], right: tuple[str, int | None], relation: Relation
) -> None:
    reports = [make_report(agency=agency, year=year) for agency, year in (left, right)]
    assert compare_reports(*reports).relation is relation


def test_a_report_compared_with_itself_differs_in_nothing() -> None:
    report = make_report(cells={RECEIVED: number(7)})
    comparison = compare_reports(report, report)
    assert (comparison.changed(), comparison.unclear(), fates(comparison)) == ((), (), [])
    assert comparison.prose.overlap.share == 1.0


def test_difference_is_right_less_left_and_ratio_right_over_left() -> None:
    comparison = compare_reports(
        make_report(cells={RECEIVED: number(200)}), make_report(cells={RECEIVED: number(268)})
    )
    assert [p.id for p in comparison.changed()] == [RECEIVED]
    found = pair(comparison, RECEIVED)
    assert (found.difference, found.ratio) == (68, Decimal("1.3400"))


@pytest.mark.parametrize(
    ("left", "right", "difference", "ratio"),
    [(0, 5, 5, None), (5, 0, -5, Decimal("0.0000")), (0, 0, 0, None), (-3, 6, 9, None)],
)
def test_no_ratio_where_it_says_nothing(
    left: int, right: int, difference: int, ratio: Decimal | None
) -> None:
    found = pair(
        compare_reports(
            make_report(cells={RECEIVED: number(left)}),
            make_report(cells={RECEIVED: number(right)}),
        ),
        RECEIVED,
    )
    assert (found.difference, found.ratio) == (difference, ratio)


def test_a_blank_is_not_a_zero() -> None:
    comparison = compare_reports(make_report(cells={RECEIVED: BLANK}), make_report())
    found = pair(comparison, RECEIVED)
    assert (found.obstacle, found.changed, found.unclear) == (Obstacle.NO_NUMBER, False, True)
    assert found.as_json() == {
        "cell": "table3.received.total",
        "left": {"cells": ["table3.received.total"], "value": None, "state": "blank"},
        "right": {"cells": ["table3.received.total"], "value": 0},
        "difference": None,
        "ratio": None,
        "why": "no_number",
    }


def test_two_cells_without_numbers_are_no_difference() -> None:
    comparison = compare_reports(
        make_report(cells={RECEIVED: BLANK}), make_report(cells={RECEIVED: SLASH})
    )
    assert (comparison.changed(), comparison.unclear()) == ((), ())


def test_the_older_form_meets_the_newer_where_they_count_the_same() -> None:
    old = make_report("2019", cells={CellId("table2", "行政许可", "处理决定"): number(40)})
    new = make_report(cells={CellId("table2", "licences", "count"): number(50)})
    comparison = compare_reports(old, new)
    found = pair(comparison, CellId("table2", "licences", "count"))
    assert (found.difference, found.near) == (10, False)
    assert [p.id for p in comparison.figures if p.near] == [
        CellId("table2", "rules", "issued"),
        CellId("table2", "normative_documents", "issued"),
    ]


def test_cells_without_a_counterpart_are_said_so() -> None:
    comparison = compare_reports(make_report("2019"), make_report())
    lost = [str(p.id) for p in comparison.figures if p.obstacle is Obstacle.NO_COUNTERPART_LEFT]
    assert [cell for cell in lost if cell.startswith("table2")] == [
        "table2.rules.repealed",
        "table2.rules.in_force",
        "table2.normative_documents.repealed",
        "table2.normative_documents.in_force",
        "table2.fees_10k_yuan.amount",
    ]
    assert sum(p.obstacle is Obstacle.NO_COUNTERPART_RIGHT for p in comparison.figures) == 17


def test_the_single_row_meets_the_sum_of_three() -> None:
    three = make_report(
        cells={
            CellId("table3", "other.supplement_overdue", "total"): number(2),
            CellId("table3", "other.other", "total"): number(3),
        }
    )
    one = make_report(single_other=True, cells={CellId("table3", "other", "total"): number(9)})
    found = pair(compare_reports(three, one), CellId("table3", "other", "total"))
    assert (found.left and found.left.value, found.difference) == (5, 4)


def test_three_rows_on_both_sides_need_no_sum() -> None:
    comparison = compare_reports(make_report(), make_report())
    assert [p.id for p in comparison.figures] == list(make_report().cells)


def test_amounts_in_their_own_units_are_not_subtracted() -> None:
    amount = CellId("table2", "政府集中采购", "采购金额")
    comparison = compare_reports(
        make_report("2019", cells={amount: number(251000)}),
        make_report("2019", cells={amount: number(25)}),
    )
    found = pair(comparison, amount)
    assert (found.obstacle, found.difference, found.changed) == (Obstacle.OWN_UNIT, None, True)


def test_a_hybrid_is_compared_in_the_form_of_each_table() -> None:
    hybrid = make_report("2021", table2_form="2019")
    comparison = compare_reports(hybrid, make_report())
    assert pair(comparison, CellId("table2", "licences", "count")).obstacle is None


def test_sentences_are_kept_refigured_edited_new_or_dropped() -> None:
    left = make_report(
        words={
            "overview": "坚持以公开为常态、不公开为例外。全年发布信息41条。"
            "各科室按月报送台账，办公室逐条审核后发布。",
            "problems": "培训还不够。",
        }
    )
    right = make_report(
        words={
            "overview": "坚持以公开为常态、不公开为例外。全年发布信息57条。"
            "各科室按周报送台账，办公室逐条审核后再发布。新设企业专栏。",
        }
    )
    assert fates(compare_reports(left, right)) == [
        ("figures", "全年发布信息41条。", "全年发布信息57条。"),
        (
            "edited",
            "各科室按月报送台账，办公室逐条审核后发布。",
            "各科室按周报送台账，办公室逐条审核后再发布。",
        ),
        ("new", None, "新设企业专栏。"),
        ("dropped", "培训还不够。", None),
    ]


def test_a_sentence_that_changed_its_section_is_kept_and_moved() -> None:
    words = "严格落实三审三校制度。"
    comparison = compare_reports(
        make_report(words={"overview": words}), make_report(words={"problems": words})
    )
    assert [(p.status, p.moved) for p in comparison.prose.passages() if p.moved] == [
        (Status.KEPT, True)
    ]


def test_dropped_sentences_stand_where_they_stood() -> None:
    comparison = compare_reports(
        make_report(words={"overview": "甲事已办。乙事已办妥。丙事完成。"}),
        make_report(words={"overview": "甲事已办。丙事完成。"}),
    )
    (section,) = [s for s in comparison.prose.sections if s.kind == "overview"]
    assert [str(p.status) for p in section.passages] == ["kept", "dropped", "kept"]


def test_sections_that_one_report_lacks_are_told() -> None:
    comparison = compare_reports(
        make_report(words={"problems": "培训还不够。"}), make_report(without=("problems", "other"))
    )
    assert [
        (s.kind, s.left_title is None, s.right_title is None) for s in comparison.prose.sections
    ][-3:] == [("remedies", False, False), ("problems", False, True), ("other", False, True)]


def test_headings_are_no_repeated_text() -> None:
    comparison = compare_reports(make_report(words={}), make_report(words={}))
    kinds = {s.kind: len(s.passages) for s in comparison.prose.sections}
    assert kinds == {
        "preamble": 2,
        "overview": 0,
        "disclosure": 0,
        "requests": 0,
        "remedies": 0,
        "problems": 0,
        "other": 0,
    }


def test_a_report_without_sections_is_one_stretch_of_words() -> None:
    bare = make_report(prose=Prose("甲事已办。乙事未办。\n"), sections=())
    comparison = compare_reports(bare, replace(bare, prose=Prose("甲事已办。")))
    assert fates(comparison) == [("dropped", "乙事未办。", None)]


SENTENCES = st.lists(st.text("甲乙丙丁0123", min_size=1, max_size=12), max_size=12)


@given(SENTENCES, SENTENCES)
def test_every_sentence_has_exactly_one_fate(left: list[str], right: list[str]) -> None:
    reports = [
        make_report(prose=Prose("".join(f"{words}。" for words in said)), sections=())
        for said in (left, right)
    ]
    passages = list(compare_reports(*reports).prose.passages())
    for side, said in (("left", left), ("right", right)):
        told = [getattr(p, side) for p in passages if getattr(p, side) is not None]
        assert sorted(p.span.start for p in told) == sorted({p.span.start for p in told})
        assert sorted(p.text for p in told) == sorted(f"{words}。" for words in said)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["全年办理申请{}件，均已按期答复。", "同一句话。", "{}"])
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        texts = ["".join(unit.format(n + shift) for n in range(count)) for shift in (0, count // 2)]
        reports: list[AnnualReport] = [make_report(prose=Prose(t), sections=()) for t in texts]
        started = process_time()
        compare_reports(*reports)
        return process_time() - started

    small = min(seconds(2000) for _ in range(3))
    large = min(seconds(16000) for _ in range(2))
    assert large < small * 8 * 4  # four times the slope, for caches and a busy machine
