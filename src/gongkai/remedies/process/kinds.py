"""What kinds of remedies there are, what may happen in them, and how they may end (表四)."""

from __future__ import annotations

from enum import StrEnum

from gongkai.statute.references import Reference

RECONSIDERATION_LAW = Reference("fuyifa-2023", "62.1")
LITIGATION_LAW = Reference("susongfa-2017", "46.1")


class Remedy(StrEnum):
    """A block of table 4."""

    RECONSIDERATION = "reconsideration"
    DIRECT = "litigation_direct"
    AFTER = "litigation_after_reconsideration"

    @property
    def chinese(self) -> str:
        """The block as the form names it."""
        return _REMEDIES[self][0]

    @property
    def english(self) -> str:
        """The block in English."""
        return _REMEDIES[self][1]


_REMEDIES = {
    Remedy.RECONSIDERATION: ("行政复议", "reconsideration"),
    Remedy.DIRECT: ("行政诉讼（未经复议直接起诉）", "litigation, direct"),
    Remedy.AFTER: ("行政诉讼（复议后起诉）", "litigation after reconsideration"),
}


class Result(StrEnum):
    """How a case ended; a case that has not is pending (尚未审结), which is derived."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        """The result as the form names it."""
        return _RESULTS[self][0]

    @property
    def english(self) -> str:
        """The result in English."""
        return _RESULTS[self][1]


_RESULTS = {
    Result.UPHELD: ("结果维持", "upheld"),
    Result.CORRECTED: ("结果纠正", "corrected"),
    Result.OTHER: ("其他结果", "other"),
}

# Why a decision was corrected, as an office counts it to learn from it; not a list of the law.
REASONS = {
    "facts": ("事实不清、证据不足", "facts or evidence"),
    "law": ("适用依据错误", "wrong legal basis"),
    "procedure": ("违反法定程序", "procedure"),
    "overdue": ("逾期未答复", "no reply in time"),
    "substance": ("应当公开未公开", "should have been disclosed"),
    "other": ("其他", "other"),
}

PROCEDURES = {
    "simple": ("简易程序", "simple procedure"),
    "ordinary": ("普通程序", "ordinary procedure"),
}

# The events of the statute's procedures that an office notes, by remedy, in the order of a case.
EVENTS: dict[str, tuple[str, str]] = {
    "accepted": ("复议机关受理", "accepted by the authority"),
    "copy-received": ("收到复议申请书副本", "copy of the application received"),
    "complaint-received": ("收到起诉状副本", "copy of the complaint received"),
    "answered": ("提交答复（答辩）", "our answer submitted"),
    "extended": ("审理期限延长", "period extended"),
    "judgment-received": ("收到判决", "judgment received"),
    "appealed": ("上诉", "appealed"),
    "appeal-received": ("二审法院收到上诉状", "appeal received by the higher court"),
}
OPENED_BY = {
    Remedy.RECONSIDERATION: "applied",
    Remedy.DIRECT: "filed",
    Remedy.AFTER: "filed",
}
CLOSED_BY = {
    Remedy.RECONSIDERATION: "decided",
    Remedy.DIRECT: "judged",
    Remedy.AFTER: "judged",
}
OUR_STAGES = {"answer"}  # the periods that bind this organ


def find_events(remedy: Remedy, procedure: str) -> tuple[str, ...]:
    """Return the events that may be noted in a remedy."""
    from gongkai.statute.clock.procedures import load_procedures

    known = load_procedures()[find_procedure(remedy, procedure)].events
    return tuple(event for event in EVENTS if event in known)


def find_procedure(remedy: Remedy, procedure: str) -> str:
    """Return the statute's procedure of a remedy."""
    if remedy is Remedy.RECONSIDERATION:
        return f"reconsideration_{procedure}"
    return "litigation"
