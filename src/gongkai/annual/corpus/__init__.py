"""A whole folder of annual reports as tables.

Read in parallel, taken up where a run stopped; one bad file is one row.
"""

from gongkai.annual.corpus.jobs import EngineError, Limits, Work
from gongkai.annual.corpus.run import Progress, Result, run_corpus

__all__ = ["EngineError", "Limits", "Progress", "Result", "Work", "run_corpus"]
