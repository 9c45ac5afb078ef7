"""The reply: drafted with just the words that its outcome needs, reviewed, signed, served."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.core.today import today
from gongkai.look.words import say, speak
from gongkai.requests.domain.repeats import find_document_number
from gongkai.requests.forms.act import ActForm
from gongkai.requests.forms.fields import Day, Text
from gongkai.requests.models import Request
from gongkai.requests.process.acts import admissible_outcomes
from gongkai.requests.process.findings import Findings, find_words, read_findings, write_findings
from gongkai.requests.process.kinds import METHODS
from gongkai.statute.outcomes import load_outcomes


class DraftForm(ActForm):
    """The reply: outcome, facts, reasons, decision (art. 36). The outcome is chosen beforehand."""

    outcome = forms.CharField(label=say("办理结果", "Outcome"), widget=forms.HiddenInput)
    found = forms.CharField(widget=forms.HiddenInput, required=False)
    facts = Text(label=say("事实", "Facts"), rows=4, help_text=say(
        "检索的过程和查明的情况", "The search, and what was found"))  # fmt: skip
    reasons = Text(label=say("理由", "Reasons"), rows=4)
    supplied = Text(
        label=say("提供的政府信息", "What is supplied"),
        help_text=say("每行一份", "One piece of information a line"),
    )
    route = Text(label=say("获取的方式、途径和时间", "How, where and when to get it"), rows=2)
    withheld = Text(label=say("不予公开的部分", "What is withheld"))
    special_rule = Text(
        label=say("有特别规定的法律、行政法规", "The law with rules of access of its own"), rows=2,
        help_text=say("名称和条款", "Its name and article"),
    )  # fmt: skip
    competent_organ = forms.CharField(
        label=say("负责公开的机关", "The organ responsible"), max_length=100,
        help_text=say("能够确定的填写（第三十六条第五项）；经检索没有的留空（第四项）",
                      "Where it is known (art. 36(5)); empty where nothing was found (36(4))"),
    )  # fmt: skip
    competent_contact = forms.CharField(
        label=say("该机关的联系方式", "How to reach it"), max_length=200
    )
    channel = Text(label=say("可以提出或者获取的渠道", "Where to turn"), rows=2)
    earlier_number = forms.CharField(label=say("前次答复的文号", "Document number of the earlier reply"),
                                     max_length=60)  # fmt: skip
    earlier_day = Day(label=say("前次答复的日期", "Day of the earlier reply"))
    decision = Text(label=say("处理决定", "The decision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for what the letter of the outcome says, beginning with the draft before."""
        super().__init__(*args, **kwargs)
        before = self._before()
        chosen = self.data.get("outcome") or self.initial.get("outcome") or before.get("outcome")
        self.leaf = str(chosen or "")
        self._keep_words()
        self.initial = {"outcome": self.leaf, **self._repeated(), **before, **self.initial}

    def _before(self) -> dict[str, Any]:
        if self.state.draft is None:
            return {}
        entry = self.state.draft.entry
        found = write_findings(entry.body.get("found", {}))
        return {**(entry.sealed or {}), "outcome": entry.body["outcome"], "found": found}

    def _keep_words(self) -> None:
        needed, welcome = find_words(self.leaf) if self.leaf in load_outcomes() else ((), ())
        for name in list(self.fields):
            if name in needed or name in welcome:
                self.fields[name].required = name in needed
            elif name not in {"day", "seen", "outcome", "found"}:
                del self.fields[name]

        if "reasons" in self.fields and not load_outcomes()[self.leaf].references:
            self.fields["reasons"].help_text = say(
                "这一结果没有明文条款：请写明依据的名称和条款，如《……条例》第……条",
                "No article is named for this outcome: cite what it rests on",
            )

    def _repeated(self) -> dict[str, Any]:
        """Return number and day of the reply that is repeated, where that was found (art. 36(6))."""
        merged = self.state.merged
        if merged is None:
            return {}
        earlier = Request.objects.filter(case_id=merged.body["into"]).first()
        return {} if earlier is None else {
            "earlier_day": earlier.closed, "earlier_number": find_document_number(earlier)
        }  # fmt: skip

    def clean_outcome(self) -> str:
        """Refuse a leaf of table 3 that the case does not admit."""
        leaf: str = self.cleaned_data["outcome"]
        day = max(today(), self.state.received or today())
        refused = admissible_outcomes(self.state, day)
        if leaf not in refused:
            raise forms.ValidationError(say("没有这种办理结果", "There is no such outcome"))
        if (refusal := refused[leaf]) is not None:
            raise forms.ValidationError(speak(refusal))
        return leaf

    def clean_found(self) -> Findings:
        """Return the facts on which the outcome rests."""
        return read_findings(self.cleaned_data["found"])

    def clean(self) -> dict[str, Any]:
        """Ask what is given where something is given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        gives = {"supplied", "route"} <= set(self.fields)
        if gives and not cleaned.get("supplied") and not cleaned.get("route"):
            self.add_error("supplied", say(
                "写明提供什么，或者怎样获取", "Say what is supplied, or how to get it"))  # fmt: skip
        if cleaned.get("competent_organ") and not cleaned.get("competent_contact"):
            self.add_error("competent_contact", say(
                "写了负责机关，请写联系方式", "Say how to reach it, too"))  # fmt: skip
        return cleaned

    def body(self) -> dict[str, Any]:
        """Keep the facts that were found with the outcome."""
        body = super().body()
        return body if body.get("found") else {k: v for k, v in body.items() if k != "found"}


class ReviewForm(ActForm):
    """A review that passes."""

    note = Text(label=say("意见", "Remarks"), required=False)


class SignForm(ActForm):
    """Signing: the document number is the next of its series."""


class ServeForm(ActForm):
    """How and when the reply was served: handed over, posted, sent."""

    method = forms.ChoiceField(
        label=say("送达方式", "Served"),
        choices=[(key, say(*words)) for key, words in METHODS.items()],
        widget=forms.RadioSelect,
    )
    proof = forms.CharField(
        label=say("凭证", "Proof"), max_length=100, required=False,
        help_text=say("签收、挂号信编号等；邮寄以交邮之日为准", "Receipt or number of the posting"),
    )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """Serve what was signed."""
        draft = self.state.draft
        outcome = "" if draft is None else draft.outcome
        return {**super().body(), "outcome": outcome}


class ConvertForm(ActForm):
    """What is published (art. 44)."""

    title = forms.CharField(label=say("公开的标题", "Title"), max_length=200)
    text = Text(label=say("公开的内容或者摘要", "What is published, or its summary"), rows=6)
    url = forms.URLField(
        label=say("公开的网址", "Where it is published"), required=False, assume_scheme="https"
    )
