"""A register is taken over row by row: what is wrong is named, what is right becomes a proved case."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gongkai.core.audit.models import Change
from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.files.kinds import NotAccepted
from gongkai.core.files.models import Upload
from gongkai.core.files.storage import Incoming
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import file_request
from gongkai.requests.domain.particulars import read_particulars
from gongkai.requests.models import Consultation, Request
from gongkai.requests.process.state import IllegalAct
from gongkai.requests.register.columns import load_columns
from gongkai.requests.register.rows import judge, judge_rows
from gongkai.requests.register.sheet import (
    Line,
    NotRegister,
    read_lines,
    write_faulty,
    write_template,
)
from gongkai.requests.register.takeover import (
    drop_register,
    keep_register,
    open_register,
    take_over,
)
from tests.requests.conftest import TODAY, WANG, Content

ASKED = {
    "number": "2025-0007", "channel": "邮寄", "day": "2025-11-03", "kind": "自然人", "name": "王小明",
    "subject": "城东文化中心监理合同",
}  # fmt: skip
ANSWERED = {
    **ASKED, "extended": "2025-11-20", "extension_days": "10", "approved_by": "孔令远",
    "answered": "2025-12-09", "outcome": "部分公开", "method": "邮寄送达", "document": "清政服公开〔2025〕7号",
    "archived": "2025-12-12",
}  # fmt: skip
CHARGED = {"fee_sent": "2025-11-10", "fee_measure": "按量", "fee_quantity": "130"}


def make_book(*rows, heads=None, above=()):
    book = Workbook()
    for line in above:
        book.active.append(line)
    columns = load_columns()
    names = heads or [column.chinese for column in columns.values()]
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in columns])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def judge_one(organ, **values):
    return judge(Line(2, values), organ=organ, today=TODAY)


def test_the_template_is_itself_a_register_without_rows():
    book = load_workbook(BytesIO(write_template()))
    heads = [cell.value for cell in book["登记簿"][1]]
    assert heads == [
        f"{each.chinese}*" if each.required else each.chinese for each in load_columns().values()
    ]
    lists = {
        str(rule.sqref).split(":")[0] for rule in book["登记簿"].data_validations.dataValidation
    }
    assert lists == {"B2", "E2", "G2", "S2", "AJ2", "AK2"}
    with pytest.raises(NotRegister, match="没有数据行"):
        read_lines(write_template())


def test_rows_are_found_under_a_title_in_any_order_with_dates_of_any_kind():
    data = make_book(
        {**ASKED, "day": date(2025, 11, 3)}, {}, {**ASKED, "number": 12},
        above=[["2025 年依申请公开登记簿"], []],
    )  # fmt: skip
    lines = read_lines(data)
    assert [(line.row, line.values["number"], line.values["day"]) for line in lines] == [
        (4, "2025-0007", "2025-11-03"), (6, "12", "2025-11-03"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2025-11-03", "2025/11/3", "2025.11.3", "2025年11月3日", "2025-11-03 00:00:00"]
)
def test_a_day_is_read_however_it_is_written(organ, text):
    assert judge_one(organ, **{**ASKED, "day": text}).values["day"] == date(2025, 11, 3)


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"day": ""}, ["day"]),
        ({"day": "2025-02-30"}, ["day"]),
        ({"day": "2026-03-03"}, ["day"]),
        ({"day": "二〇二五年"}, ["day"]),
        ({"channel": "电报"}, ["channel"]),
        ({"subject": "长" * 201}, ["subject"]),
        ({"extended": "2025-11-20", "extension_days": "21", "approved_by": "孔令远"}, ["extension_days"]),
        ({"extended": "2025-11-20"}, ["extension_days", "approved_by"]),
        ({"answered": "2025-11-20"}, ["outcome"]),
        ({"outcome": "予以公开"}, ["answered"]),
        ({"channel": "传真", "answered": "2025-11-20", "outcome": "予以公开"}, ["confirmed"]),
        ({"answered": "2025-11-20", "outcome": "予以公开", "withdrawn": "2025-11-21"}, ["withdrawn"]),
        ({"supplement_received": "2025-11-20"}, ["supplement_sent"]),
        ({"fee_sent": "2025-11-10"}, ["fee_measure", "fee_quantity"]),
        ({"fee_delivered": "2025-11-11", "fee_paid": "2025-11-12"}, ["fee_sent"]),
        ({**CHARGED, "fee_quantity": "0"}, ["fee_quantity"]),
        ({**CHARGED, "fee_quantity": "很多"}, ["fee_quantity"]),
        ({**CHARGED, "fee_measure": "按字"}, ["fee_measure"]),
        ({**CHARGED, "day": "2020-03-02", "fee_sent": "2020-03-09"}, ["fee_sent"]),
        ({"third_party_delivered": "2025-11-11"}, ["third_party_sent"]),
        ({"co_maker_sent": "2025-11-11"}, ["co_maker"]),
        ({"co_maker": "清河市发展改革局", "co_maker_answered": "2025-11-12"}, ["co_maker_sent"]),
        ({"other_organ": "清河市档案局"}, ["organ_sent"]),
        ({"organ_sent": "2025-11-10", "organ_answered": "2025-11-12"}, ["other_organ"]),
        # The law as a whole: answered before it came, silence closed too early, archived while open.
        ({"answered": "2025-11-01", "outcome": "予以公开"}, [""]),
        ({"confirmed": "2025-11-04"}, [""]),
        ({"archived": "2025-11-20"}, [""]),
        ({"supplement_sent": "2025-11-05", "supplement_until": "2025-11-20", "answered": "2025-11-10",
          "outcome": "other.supplement_overdue"}, [""]),
        # Closed as unpaid while the twenty working days run; answered while payment is awaited; paid too late.
        ({**CHARGED, "answered": "2025-11-20", "outcome": "other.fee_unpaid"}, [""]),
        ({**CHARGED, "extended": "2025-11-20", "extension_days": "10", "approved_by": "孔令远"}, [""]),
        ({**CHARGED, "fee_paid": "2025-12-30"}, [""]),
        ({"other_organ": "清河市档案局", "organ_sent": "2025-11-11", "organ_answered": "2025-11-10"}, [""]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_named_by_its_column(organ, changes, columns):
    row = judge_one(organ, **{**ASKED, **changes})
    assert [fault.column for fault in row.faults] == columns
    assert row.state is None


def test_what_is_only_doubtful_is_taken_and_told(organ):
    row = judge_one(
        organ, **ASKED, id_kind="居民身份证", id_number="990123199001010000", email="王小明"
    )
    assert ([each.column for each in row.doubts], row.faults) == (["id_number", "email"], ())


def test_a_number_stands_once_in_the_file_and_once_in_the_office(organ, office, filed):
    taken = filed.number
    rows = judge_rows(
        [Line(2, {**ASKED, "number": taken}), Line(3, ASKED), Line(4, ASKED)],
        organ=organ,
        today=TODAY,
    )
    assert [[fault.column for fault in row.faults] for row in rows] == [["number"], [], ["number"]]


def test_what_is_taken_over_is_proved_counted_and_readable(organ, office):
    rows = judge_rows(
        read_lines(make_book(ANSWERED, {**ASKED, "number": None, "day": "2026-02-24"}, {**ASKED, "channel": "电报"})),
        organ=organ, today=TODAY,
    )  # fmt: skip
    assert take_over(rows, name="登记簿.xlsx", organ=organ, actor=office["registrar"]) == 2
    assert [each for each in verify() if isinstance(each, Flaw)] == []
    shown = Request.objects.order_by("filed").values_list(
        "number", "received", "due", "closed", "outcome", "late", "working_days", "step"
    )
    assert list(shown) == [
        ("2025-0007", date(2025, 11, 3), date(2025, 12, 15), date(2025, 12, 9), "partially_granted", False, 26, "done"),
        ("2026-0001", date(2026, 2, 24), shown[1][2], None, "", False, None, "assign"),
    ]  # fmt: skip
    case = Case.objects.get(request__number="2025-0007")
    kinds = [(entry.kind, entry.day) for entry in fold_case(case).entries]
    assert kinds == [
        ("registered", date(2025, 11, 3)), ("extended", date(2025, 11, 20)),
        ("answered", date(2025, 12, 9)), ("archived", date(2025, 12, 12)),
    ]  # fmt: skip
    found = read_particulars(case, actor=office["registrar"], why="核对")
    assert (found.applicant.name, found.content.description) == ("王小明", "城东文化中心监理合同")
    change = Change.objects.get(kind="register-taken-over")
    assert change.body == {"organ_name": organ.name, "file": "登记簿.xlsx", "rows": 2}


def test_fees_and_consultations_are_taken_over_and_move_the_clock(organ, office):
    consulted = {
        "third_party_sent": "2025-11-04", "third_party_delivered": "2025-11-05", "third_party_answered": "2025-11-07",
        "co_maker": "清河市发展改革局", "co_maker_sent": "2025-11-04", "co_maker_delivered": "2025-11-05",
        "co_maker_answered": "2025-11-10", "other_organ": "清河市档案局", "organ_sent": "2025-11-11",
        "organ_answered": "2025-11-13",
    }  # fmt: skip
    charged = {
        **CHARGED,
        "number": "2025-0008",
        "fee_delivered": "2025-11-12",
        "fee_paid": "2025-11-14",
    }
    unpaid = {**CHARGED, "number": "2025-0009", "fee_measure": "by item", "fee_quantity": "32",
              "answered": "2025-12-15", "outcome": "other.fee_unpaid"}  # fmt: skip
    book = make_book({**ASKED, **consulted}, {**ASKED, **charged}, {**ASKED, **unpaid})
    rows = judge_rows(read_lines(book), organ=organ, today=TODAY)
    assert [(row.faults, row.doubts) for row in rows] == [((), ())] * 3
    assert take_over(rows, name="登记簿.xlsx", organ=organ, actor=office["registrar"]) == 3
    assert [each for each in verify() if isinstance(each, Flaw)] == []

    # Twenty working days from 3 November end on the 1st; 5, 6, 7, 10, 12, 13 are taken out; payment begins anew.
    dues = Request.objects.order_by("number").values_list("due", "closed", "outcome")
    assert list(dues) == [
        (date(2025, 12, 9), None, ""), (date(2025, 12, 12), None, ""),
        (None, date(2025, 12, 15), "other.fee_unpaid"),
    ]  # fmt: skip
    asked = Consultation.objects.order_by("sent", "party").values_list(
        "kind", "party", "sent", "delivered", "answered"
    )
    assert list(asked) == [
        ("co-maker-sent", "清河市发展改革局", date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 10)),
        ("third-party-sent", "第三方（原登记簿）", date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 7)),
        ("organ-sent", "清河市档案局", date(2025, 11, 11), None, date(2025, 11, 13)),
    ]  # fmt: skip
    notices = [
        {key: entry.body[key] for key in ("measure", "quantity", "amount")}
        for number in ("2025-0008", "2025-0009")
        for entry in fold_case(Case.objects.get(request__number=number)).entries
        if entry.kind == "fee-sent"
    ]
    assert notices == [
        {"measure": "pages", "quantity": 130, "amount": 70 * 10 + 30 * 20},
        {"measure": "items", "quantity": 32, "amount": 200},
    ]


def test_a_notice_for_what_is_free_is_doubted_and_taken(organ):
    row = judge_one(organ, **{**ASKED, **CHARGED, "fee_quantity": "30"})
    assert ([each.column for each in row.doubts], row.faults) == (["fee_quantity"], ())


def test_the_series_goes_on_after_the_old_numbers(organ, office):
    rows = judge_rows(
        [Line(2, {**ASKED, "number": "2026-0041", "day": "2026-02-24"})], organ=organ, today=TODAY
    )
    take_over(rows, name="a.xlsx", organ=organ, actor=office["registrar"])
    assert file_request(organ=organ, applicant=WANG, content=Content("x")).number == "2026-0042"


def test_a_register_taken_over_twice_is_stored_once(organ, office):
    rows = judge_rows([Line(2, ANSWERED)], organ=organ, today=TODAY)
    take_over(rows, name="a.xlsx", organ=organ, actor=office["registrar"])
    with pytest.raises(Exception, match="没有转入"):
        take_over(rows, name="a.xlsx", organ=organ, actor=office["registrar"])
    again = judge_rows([Line(2, ANSWERED)], organ=organ, today=TODAY)
    assert take_over(again, name="a.xlsx", organ=organ, actor=office["registrar"]) == 0
    assert Request.objects.count() == 1


def test_only_what_was_taken_over_is_answered_without_review(office, filed, carry):
    state = carry(filed, "accepted")
    body = {"outcome": "granted", "method": "counter", "imported": True}
    with pytest.raises(IllegalAct, match="原登记簿"):
        act(filed.case.pk, "answered", actor=office["handler"], seen=state.seen, body=body)


def test_a_register_waits_sealed_and_is_gone_after_a_day(organ, office):
    file = Incoming("登记簿.xlsx", make_book(ASKED))
    keep_register(file, organ=organ, actor=office["registrar"])
    keep_register(file, organ=organ, actor=office["registrar"])
    kept = Upload.objects.get()
    assert bytes(kept.token).find(b"PK\x03\x04") == -1
    assert open_register(organ=organ, actor=office["office_head"]) is None  # another's
    assert open_register(organ=organ, actor=office["registrar"]) == file
    Upload.objects.update(made=timezone.now() - timedelta(hours=25))
    assert open_register(organ=organ, actor=office["registrar"]) is None
    keep_register(file, organ=organ, actor=office["registrar"])
    drop_register(organ=organ, actor=office["registrar"])
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("role", ["handler", "legal_reviewer", "leader"])
def test_others_may_neither_keep_nor_take(organ, office, role):
    with pytest.raises(Forbidden):
        keep_register(Incoming("a.xlsx", make_book(ASKED)), organ=organ, actor=office[role])
    with pytest.raises(Forbidden):
        take_over((), name="a.xlsx", organ=organ, actor=office[role])


def test_faulty_rows_come_back_as_they_were_and_are_read_again(organ):
    line = Line(
        7,
        {**ASKED, "channel": "电报", "subject": "=HYPERLINK(1)", "id_number": "990123199001010017"},
    )
    data = write_faulty([line], {7: "渠道：不是可以填的内容"})
    book = load_workbook(BytesIO(data))
    assert "f" not in {cell.data_type for cell in book["登记簿"][2]}  # no formula
    assert book["登记簿"].cell(2, len(load_columns()) + 1).value == "渠道：不是可以填的内容"
    (again,) = read_lines(data)
    assert {key: text for key, text in again.values.items() if text} == dict(line.values)


@pytest.mark.parametrize(
    "data",
    [
        make_book(ASKED, heads=["一", "二"]),
        make_book(ASKED)[:-200],
        b"PK\x03\x04" + b"\0" * 500,
        make_book(*[ASKED] * 2001),
        b"x" * (5 * 2**20 + 1),
        "编号,渠道\n1,邮寄".encode(),
    ],
    ids=["no-headings", "cut", "no-package", "too-many", "too-large", "csv"],
)
def test_what_is_no_register_is_told_so(data):
    with pytest.raises((NotRegister, NotAccepted)):
        read_lines(data)


@given(st.dictionaries(st.sampled_from(sorted(load_columns())), st.text(max_size=30)))
def test_no_row_breaks_the_judgement(values):
    from gongkai.core.organs.models import Organ

    row = judge(Line(2, values), organ=Organ(code="x", name="某局", region=""), today=TODAY)
    assert bool(row.faults) != (row.state is not None)
