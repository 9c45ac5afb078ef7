"""A made report: named sentences in paragraphs, with the three tables in their places.

Sentences are named so that a fault can be planted in one of them and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.made.figures import Figures


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a clause with its stop, under a name such as `requests.received`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph. `style` is title, heading, subheading (its own line) or text."""

    style: str
    sentences: tuple[Sentence, ...]
    section: str = ""

    @property
    def text(self) -> str:
        """Return the paragraph as printed."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class TableMark:
    """The place of a table: table2, table3 or table4."""

    table: str
    section: str = ""


Block = Paragraph | TableMark


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report with everything that is true of it."""

    agency: str
    year: int
    figures: Figures
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Return the title on one line."""
        return "".join(block.text for block in self.paragraphs() if block.style == "title")

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in order, without the tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def names(self) -> list[str]:
        """Return the names of all sentences, in order."""
        return [sentence.name for block in self.paragraphs() for sentence in block.sentences]

    def sentence(self, name: str) -> str:
        """Return a sentence by name; KeyError if the report has none."""
        for block in self.paragraphs():
            for sentence in block.sentences:
                if sentence.name == name:
                    return sentence.text
        raise KeyError(name)

    def section_text(self, section: str) -> str:
        """Return a section's words without its heading."""
        return "".join(
            block.text
            for block in self.paragraphs()
            if block.section == section and block.style != "heading"
        )

    def with_figures(self, figures: Figures) -> MadeReport:
        """Return the same words over other figures."""
        return replace(self, figures=figures)

    def with_sentence(self, name: str, text: str) -> MadeReport:
        """Return a copy in which one sentence reads otherwise; "" takes it out."""
        self.sentence(name)
        return self._map(
            lambda sentence: replace(sentence, text=text) if sentence.name == name else sentence
        )

    def with_words(self, name: str, old: str, new: str) -> MadeReport:
        """Return a copy in which words inside one sentence are replaced; ValueError unless they stand there once."""
        text = self.sentence(name)
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {text!r}")
        return self.with_sentence(name, text.replace(old, new))

    def with_addition(self, after: str, text: str, name: str = "added") -> MadeReport:
        """Return a copy with one more sentence after the named one, in the same paragraph."""
        self.sentence(after)
        blocks: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Paragraph) and any(s.name == after for s in block.sentences):
                sentences: list[Sentence] = []
                for sentence in block.sentences:
                    sentences.append(sentence)
                    if sentence.name == after:
                        sentences.append(Sentence(name, text))
                blocks.append(replace(block, sentences=tuple(sentences)))
            else:
                blocks.append(block)
        return replace(self, blocks=tuple(blocks))

    def without_section(self, section: str) -> MadeReport:
        """Return a copy from which a section, its heading and its table are gone."""
        return replace(
            self, blocks=tuple(block for block in self.blocks if block.section != section)
        )

    def with_sections_swapped(self, first: str, second: str) -> MadeReport:
        """Return a copy in which two adjacent sections stand in the other order, headings unchanged."""
        before = [block for block in self.blocks if block.section not in (first, second)]
        start = next(i for i, block in enumerate(self.blocks) if block.section == first)
        moved = [block for block in self.blocks if block.section == second]
        moved += [block for block in self.blocks if block.section == first]
        return replace(self, blocks=(*before[:start], *moved, *before[start:]))

    def _map(self, change: Callable[[Sentence], Sentence]) -> MadeReport:
        blocks: list[Block] = []
        for block in self.blocks:
            if isinstance(block, TableMark):
                blocks.append(block)
                continue
            kept = tuple(new for s in block.sentences if (new := change(s)).text)
            if kept:
                blocks.append(replace(block, sentences=kept))
        return replace(self, blocks=tuple(blocks))
