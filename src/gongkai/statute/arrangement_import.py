"""Arrangements from elsewhere: the JSON that holiday-cn draws from the notices, and CSV.

JSON: `{"year": 2026, "papers": [url], "days": [{"name": "元旦", "date": "2026-01-01",
"isOffDay": true}]}`. CSV: a header `date,kind,name`; kind is 休 or off, 班 or work.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

from gongkai.statute.arrangement import NATION, Arrangement, Break, check_arrangement
from gongkai.statute.errors import DataError
from gongkai.statute.instruments import Confidence

_OFF = {"休", "off", "放假", "true", "1"}
_WORK = {"班", "work", "上班", "false", "0"}

Declared = tuple[date, bool, str]


def import_arrangement(
    text: str, name: str, *, region: str = NATION, title: str = "", number: str = ""
) -> Arrangement:
    """Read a year from JSON or CSV, told by content. What cannot be read is a DataError."""
    try:
        if text.lstrip().startswith("{"):
            year, url, declared = _read_json(text)
        else:
            year, url, declared = _read_csv(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{name}：读不出放假安排：{error!r}", f"{name}: not an arrangement: {error!r}"
        ) from error
    default = f"国务院办公厅关于{year}年部分节假日安排的通知"
    if region != NATION and not title:
        raise DataError(
            f"{name}：地方安排须写明通知名称", f"{name}: a regional arrangement needs its title"
        )
    arrangement = Arrangement(
        region=region,
        year=year,
        title=title or default,
        number=number,
        url=url,
        confidence=Confidence.PAGE,
        breaks=group_breaks(declared),
    )
    check_arrangement(arrangement, name)
    return arrangement


def _read_json(text: str) -> tuple[int, str, list[Declared]]:
    table: dict[str, Any] = json.loads(text)
    days = [
        (date.fromisoformat(each["date"]), not each["isOffDay"], str(each["name"]))
        for each in table["days"]
    ]
    if not days:
        raise ValueError("no days / 尚无安排")
    return int(table["year"]), next(iter(table.get("papers", [])), ""), days


def _read_csv(text: str) -> tuple[int, str, list[Declared]]:
    days: list[Declared] = []
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        kind = row["kind"].strip().lower()
        if kind not in _OFF | _WORK:
            raise ValueError(kind)
        days.append((date.fromisoformat(row["date"].strip()), kind in _WORK, row["name"].strip()))
    if not days:
        raise ValueError("no days / 尚无安排")
    # The last days of December may belong to the next year's arrangement: most days tell the year.
    years = [day.year for day, _, _ in days]
    return max(set(years), key=years.count), "", days


def group_breaks(declared: list[Declared]) -> tuple[Break, ...]:
    """Join days into breaks: consecutive days off of one holiday; its worked days go to the first.

    A worked day that is an ordinary weekday says nothing and is left out.
    """
    runs: list[tuple[str, date, date]] = []
    for day, worked, holiday in sorted(declared):
        if worked:
            continue
        if runs and runs[-1][0] == holiday and runs[-1][2] + timedelta(1) == day:
            runs[-1] = (holiday, runs[-1][1], day)
        else:
            runs.append((holiday, day, day))
    work: dict[str, list[date]] = {}
    for day, worked, holiday in sorted(declared):
        if worked and day.weekday() >= 5:
            work.setdefault(holiday, []).append(day)
    breaks = [
        Break(holiday, first, last, tuple(work.pop(holiday, ()))) for holiday, first, last in runs
    ]
    breaks += [Break(holiday, None, None, tuple(days)) for holiday, days in work.items()]
    return tuple(breaks)
