"""The ways to read a claim of the prose, and what the tables give for each."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annual.checks.agencies import is_government
from gongkai.annual.checks.claims import Claim
from gongkai.annual.checks.subject import Subject
from gongkai.annual.forms.english import name_row
from gongkai.annual.model import CellId, Number, State

_TOTAL = "total"
_ORGANISATIONS = ("company", "research_body", "social_welfare_body", "legal_service_body", "other")
_YUAN = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a claim: what it is called, and the cells that it adds (and takes away)."""

    name: str
    name_en: str
    cells: tuple[CellId, ...]
    less: tuple[CellId, ...] = ()
    factor: int = 1


def _row(row: str, column: str = _TOTAL) -> CellId:
    return CellId("table3", row, column)


def _suits(row: str, column: str = _TOTAL) -> CellId:
    return CellId("table4", row, column)


_NEW = Reading("本年新收", "received this year", (_row("received"),))
_WITH_CARRIED = Reading(
    "本年新收加上年结转", "received plus carried in", (_row("received"), _row("carried_in"))
)
_CONCLUDED = Reading("（七）总计", "concluded", (_row("concluded"),))
_CONCLUDED_NEW = Reading(
    "（七）总计减去上年结转",
    "concluded less carried in",
    (_row("concluded"),),
    (_row("carried_in"),),
)
_OUTCOMES = {
    "granted": ("予以公开", "granted"),
    "partially_granted": ("部分公开", "partially granted"),
    "refused": ("（三）不予公开合计", "refused in all, (3)"),
    "unavailable": ("（四）无法提供合计", "unavailable in all, (4)"),
    "not_processed": ("（五）不予处理合计", "not processed in all, (5)"),
    "other": ("（六）其他处理合计", "otherwise handled in all, (6)"),
}
_APPLICANTS = {
    "natural_person": "natural persons",
    "company": "companies",
    "research_body": "research bodies",
    "social_welfare_body": "social welfare bodies",
    "legal_service_body": "legal service bodies",
    "legal_persons": "legal persons and other organisations",
}
_NORMS = {"rules": ("规章", "rules"), "documents": ("行政规范性文件", "normative documents")}
_DOCUMENTS = {
    "issued": ("本年制发", "issued this year", "新制作"),
    "repealed": ("本年废止", "repealed this year", ""),
    "in_force": ("现行有效", "in force", "总数"),
}
_DECISIONS = {
    "licences": ("行政许可", "administrative licences"),
    "penalties": ("行政处罚", "administrative penalties"),
    "coercive_measures": ("行政强制", "administrative coercive measures"),
}


def read_claim(subject: Subject, claim: Claim, words: str) -> list[Reading]:
    """Return the ways to read a claim, the plainest first; empty if no table holds the figure."""
    field, _, detail = claim.field.partition(".")
    match field:
        case "received":
            if detail == "new":
                return [_NEW]
            handled = any(word in words for word in ("办理", "处理", "答复"))
            return [_NEW, _WITH_CARRIED, *([_CONCLUDED] if handled else [])]
        case "carried_in" | "carried_out":
            name = "上年结转" if field == "carried_in" else "结转下年度继续办理"
            return [Reading(name, field.replace("_", " "), (_row(field),))]
        case "concluded":
            return [_CONCLUDED, _CONCLUDED_NEW]
        case "outcome":
            parts = ["granted", "partially_granted"] if detail == "granted_or_partial" else [detail]
            rows = [row for part in parts for row in subject.outcome_rows(part)]
            # 因不掌握相关信息无法提供 may be the item; 因不掌握等原因无法提供 is the group.
            clause = claim.sentence.text[: claim.start - claim.sentence.start]
            clause = clause[max(clause.rfind(char) for char in ",;:、#") + 1 :]
            own = (
                [_row("unavailable.not_held")] if "不掌握" in clause and "等" not in clause else []
            )
            return [
                Reading(
                    "与".join(_OUTCOMES[part][0] for part in parts),
                    " and ".join(_OUTCOMES[part][1] for part in parts),
                    tuple(map(_row, rows)),
                ),
                *(
                    Reading("不掌握相关政府信息", name_row(subject.form("table3"), id_), (id_,))
                    for id_ in own
                ),
            ]
        case "leaf":
            if detail not in subject.leaves:
                return []
            name = subject.label(_row(detail)).split(" · ")[1]
            english = name_row(subject.form("table3"), _row(detail))
            return [Reading(name, english, (_row(detail),))]
        case "applicant":
            return _applicants(detail, words)
        case "reconsideration" | "litigation" | "remedies" | "result":
            return _remedies(field, detail, words if field != "result" else claim.sentence.text)
        case "documents" | "rules":
            return _documents(subject, field, detail)
        case "licences" | "penalties" | "coercive_measures":
            name, english = _DECISIONS[field]
            id_ = CellId("table2", field, "count")
            if subject.form("table2").id != "2021":
                id_ = CellId("table2", name, "处理决定")
            return [Reading(f"{name}处理决定数量", f"{english}, decisions", (id_,))]
        case "fees":
            return [
                Reading(
                    "行政事业性收费",
                    "administrative fees",
                    (CellId("table2", "fees_10k_yuan", "amount"),),
                    factor=_YUAN,
                )
            ]
    return []


def _applicants(column: str, words: str) -> list[Reading]:
    choices = [(column, _ORGANISATIONS if column == "legal_persons" else (column,))]
    if column == "company" and "商业" not in words:
        # 企业 may be all that are not natural persons.
        choices.append(("legal_persons", _ORGANISATIONS))
    return [
        Reading(
            f"{reading.name}（该类申请人）",
            f"{reading.name_en}, {_APPLICANTS[kind]}",
            tuple(_row(id_.row, column) for id_ in reading.cells for column in columns),
        )
        for kind, columns in choices
        for reading in (_NEW, _WITH_CARRIED, _CONCLUDED)
    ]


_DIRECT, _AFTER = "litigation_direct", "litigation_after_reconsideration"
_REMEDIES = {
    "reconsideration": ("行政复议", "reconsideration", ("reconsideration",)),
    "litigation": ("行政诉讼两组", "litigation", (_DIRECT, _AFTER)),
    "litigation.direct": ("未经复议直接起诉", "litigation without reconsideration", (_DIRECT,)),
    "litigation.after_reconsideration": (
        "复议后起诉",
        "litigation after reconsideration",
        (_AFTER,),
    ),
    "remedies": (
        "行政复议与行政诉讼",
        "reconsideration and litigation",
        ("reconsideration", _DIRECT, _AFTER),
    ),
}
_RESULTS = {
    "upheld": ("结果维持", "upheld"),
    "corrected": ("结果纠正", "corrected"),
    "pending": ("尚未审结", "pending"),
}


def _remedies(field: str, detail: str, words: str) -> list[Reading]:
    if field != "result":
        chinese, english, rows = _REMEDIES[f"{field}.{detail}" if detail else field]
        name = f"{chinese}总计" if len(rows) == 1 else f"{chinese}总计之和"
        return [Reading(name, english, tuple(_suits(row) for row in rows))]
    # 复议12件、诉讼8件，其中维持6件: the six may be of either, or of both together.
    named = [
        kind
        for kind, word in (("reconsideration", "复议"), ("litigation", "诉"))
        if word in words.replace("复议后", "").replace("经复议", "")
    ]
    kinds = named if len(named) == 1 else ["remedies", "reconsideration", "litigation"]
    column, english = _RESULTS[detail]
    return [
        Reading(
            f"{_REMEDIES[kind][0]}{column}",
            f"{_REMEDIES[kind][1]}, {english}",
            tuple(_suits(row, detail) for row in _REMEDIES[kind][2]),
        )
        for kind in kinds
    ]


def _documents(subject: Subject, field: str, detail: str) -> list[Reading]:
    old = subject.form("table2").id != "2021"
    chinese, english = _NORMS[field]
    row = field
    if old:
        row = "规章" if field == "rules" else "规范性文件"
    elif field == "documents":
        row = "normative_documents"
    if detail == "lapsed":
        detail = "repealed"
    return [
        Reading(
            f"{chinese}{_DOCUMENTS[column][0]}",
            f"{english} {_DOCUMENTS[column][1]}",
            (CellId("table2", row, name),),
        )
        for column in ([detail] if detail else ["issued", "in_force"])
        for name in [_DOCUMENTS[column][2] if old else column]
        if name
    ]


@dataclass(frozen=True, slots=True)
class Side:
    """A reading with the tables' number for it; `whole` is False where parts of it are blank."""

    reading: Reading
    value: Number
    whole: bool


def _read_cell(subject: Subject, id_: CellId) -> tuple[Number, bool] | None:
    cell = subject.report.cell(*id_)
    if cell.value is not None:
        return None if "prose" in cell.derived else (cell.value, True)
    if id_.column != _TOTAL:
        return None
    # The total is blank: what can be read of its row is a lower bound, good enough for a question.
    parts = [
        other.value
        for key, other in subject.report.cells.items()
        if key.table == id_.table
        and key.row == id_.row
        and key.column != _TOTAL
        and other.value is not None
    ]
    return (sum(parts), False) if parts else None


def _weigh(subject: Subject, reading: Reading) -> Side | None:
    total: Number = 0
    whole = True
    for cells, sign in ((reading.cells, 1), (reading.less, -1)):
        for id_ in cells:
            read = _read_cell(subject, id_)
            if read is None:
                # An outcome group with one row lost says nothing; a group of blanks says what is
                # left.
                if len(cells) > 1 and subject.report.cell(*id_).state is State.BLANK:
                    whole = False
                    continue
                return None
            total += sign * read[0]
            whole = whole and read[1]
    return Side(reading, total * reading.factor, whole)


def weigh_claim(subject: Subject, claim: Claim) -> tuple[list[Side], list[Side]]:
    """Return the sides that the tables give for a claim, and those of them that agree with it."""
    words = subject.wording.text[claim.start : claim.end]
    sides = [
        side
        for side in (_weigh(subject, reading) for reading in read_claim(subject, claim, words))
        if side is not None
    ]
    quantity = claim.quantity
    fit = [
        side
        for side in sides
        if (side.value == 0 if quantity is None else quantity.allows(side.value))
    ]
    return sides, fit


def speaks_of_others(scope: str, agency: str) -> bool:
    """Whether a scope word means other bodies than those whose figures the tables hold."""
    if not scope:
        return False
    whole = scope.startswith("全") or scope in ("各部门", "各职能部门", "下属", "辖区")
    if is_government(agency) or not agency:
        return not whole
    if scope == "本机关":
        return False
    return not ("办公" in scope and "办公" in agency)
