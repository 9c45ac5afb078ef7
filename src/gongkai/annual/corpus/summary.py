"""The summary page of a corpus: counts by rule, year, agency, form, format; what was not read."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path

from gongkai.annual.checks.registry import all_rules
from gongkai.annual.corpus.survey import Skipped
from gongkai.annual.corpus.tally import Count, RuleCount, Tally
from gongkai.annual.writers.templating import render_page
from gongkai.annual.writers.wording import Wording

MOST_AGENCIES = 100
MOST_REASONS = 50


class SummaryPage:
    """What the template asks for."""

    def __init__(self, tally: Tally, skipped: Counter[Skipped], files: int, words: Wording) -> None:
        self._tally = tally
        self._skipped = skipped
        self._words = words
        self.files = files
        self.unread = tally.unread()

    @cached_property
    def total(self) -> Count:
        """Return the count over all reports."""
        return self._tally.total()

    @cached_property
    def rules(self) -> list[tuple[RuleCount, str]]:
        """Return the counts by rule, each with the rule's title, "" for one not in the registry."""
        english = self._words.english
        titles = {rule.id: rule.title_en if english else rule.title for rule in all_rules()}
        return [(rule, titles.get(rule.rule, "")) for rule in self._tally.rules()]

    @cached_property
    def years(self) -> list[Count]:
        """Return the counts by year."""
        return self._tally.by("year")

    @cached_property
    def agencies(self) -> list[Count]:
        """Return the counts of the agencies with most errors."""
        return self._tally.by("agency", most=MOST_AGENCIES)

    @property
    def agencies_note(self) -> str:
        """Say that there are more agencies than the page shows, if so."""
        number = self._tally.number_of("agency")
        if number <= MOST_AGENCIES:
            return ""
        return self._words("corpus.first", shown=MOST_AGENCIES, n=number)

    @cached_property
    def forms(self) -> list[Count]:
        """Return the counts by statutory form."""
        return self._tally.by("form")

    @cached_property
    def kinds(self) -> list[Count]:
        """Return the counts by file format."""
        return self._tally.by("kind")

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """Return why files were not read; the rarest are summed."""
        reasons = self._tally.reasons()
        english = self._words.english
        rows = [
            (reason.reason_en if english else reason.reason, reason.files)
            for reason in reasons[:MOST_REASONS]
        ]
        rest = reasons[MOST_REASONS:]
        if rest:
            rows.append((self._words("corpus.others", n=len(rest)), sum(r.files for r in rest)))
        return rows

    @property
    def lists(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """Return the lists of reasons: anchor, heading, and each reason with its files."""
        skipped = [
            (reason.english if self._words.english else str(reason), files)
            for reason, files in self._skipped.most_common()
        ]
        lists = [
            ("reasons", self._words("corpus.by_reason"), self.reasons),
            ("skipped", self._words("corpus.by_skipped"), skipped),
        ]
        return [entry for entry in lists if entry[2]]


def render_summary(
    tally: Tally, skipped: Counter[Skipped], files: int, *, english: bool = False
) -> str:
    """Return the page as HTML that stands by itself."""
    words = Wording("en" if english else "zh")
    return render_page("corpus.html.jinja", words, page=SummaryPage(tally, skipped, files, words))


def write_summary(
    path: Path, tally: Tally, skipped: Counter[Skipped], files: int, *, english: bool = False
) -> None:
    """Write the page, in one step."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(render_summary(tally, skipped, files, english=english), encoding="utf-8")
    unfinished.replace(path)
