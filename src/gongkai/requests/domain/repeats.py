"""Repeated requests: what else the same applicant asked, and two requests side by side (条例第三十六条第六项)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.core.organs.actor import Actor
from gongkai.look.words import say
from gongkai.requests.domain.particulars import Particulars, read_particulars
from gongkai.requests.models import Request
from gongkai.statute.outcomes import load_outcomes

SHOWN = 10
LEAST = 4  # characters: shorter runs in common are chance


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, and whether the other request has it too."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two requests side by side. `common` of `length` characters of this request stand in the earlier one."""

    earlier: Request
    here: tuple[Piece, ...]
    there: tuple[Piece, ...]
    common: int
    length: int
    same_applicant: bool
    evidence: str


def find_repeats(request: Request) -> list[Request]:
    """Return other requests of the same applicant to the same organ, latest first."""
    if not request.applicant_index:
        return []
    same = Request.objects.filter(organ=request.organ_id, applicant_index=request.applicant_index)
    return list(same.exclude(case=request.case_id).order_by("-filed")[:SHOWN])


def find_document_number(request: Request) -> str:
    """Return the document number of the reply to a request; the request's own where it has none here."""
    signed = request.case.events.filter(kind="signed").order_by("-sequence").first()
    return request.number if signed is None else str(signed.body["number"])


def compare(request: Request, earlier: Request, *, actor: Actor) -> Comparison:
    """Return a request beside an earlier one, in the applicants' own words; both reads are noted. Forbidden."""
    why = str(say(f"对照是否重复申请：{request.number}、{earlier.number}", "compared as repeated"))
    both = [read_particulars(each.case, actor=actor, why=why) for each in (request, earlier)]
    here, there = map(_words, both)
    blocks = [
        block
        for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        if block.size >= LEAST
    ]
    common = sum(block.size for block in blocks)
    same_applicant = (
        bool(request.applicant_index) and request.applicant_index == earlier.applicant_index
    )
    return Comparison(
        earlier,
        tuple(_cut(here, [(block.a, block.size) for block in blocks])),
        tuple(_cut(there, [(block.b, block.size) for block in blocks])),
        common, len(here), same_applicant,
        _tell(request, earlier, common, len(here), same_applicant, erased=None in both),
    )  # fmt: skip


def _words(particulars: Particulars | None) -> str:
    return "" if particulars is None else " ".join(particulars.content.description.split())


def _cut(text: str, blocks: list[tuple[int, int]]) -> Iterator[Piece]:
    place = 0
    for start, size in blocks:
        if start > place:
            yield Piece(text[place:start], same=False)
        yield Piece(text[start : start + size], same=True)
        place = start + size
    if place < len(text):
        yield Piece(text[place:], same=False)


def _tell(
    request: Request, earlier: Request, common: int, length: int, same: bool, *, erased: bool
) -> str:
    """Return the evidence in the words of a decision, nothing personal in it; to be read over."""
    leaf = load_outcomes().get(earlier.outcome)
    replied = (
        "前件尚未答复"
        if earlier.closed is None or leaf is None
        else f"前件已于{earlier.closed}答复（{leaf.label}）"
    )
    who = "同一申请人" if same else "申请人不同"
    if erased:  # nothing in common is not what this would say
        return f"{who}；申请内容已按规定删除，{request.number}与{earlier.number}无法逐字对照；{replied}。"
    return f"{who}；本件{request.number}的申请内容共{length}字，其中{common}字与{earlier.number}相同；{replied}。"
