"""Taking over the register that was kept before: template, upload, what each row lacks, and then all at once."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from gongkai.core.audit.trail import note_access
from gongkai.core.files.kinds import XLSX
from gongkai.core.files.storage import Incoming
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.desk.tables import send_download
from gongkai.look.words import say
from gongkai.requests.register.columns import load_columns
from gongkai.requests.register.rows import Fault, Row, judge_rows
from gongkai.requests.register.sheet import MOST_ROWS, read_lines, write_faulty, write_template
from gongkai.requests.register.takeover import (
    drop_register,
    keep_register,
    open_register,
    take_over,
)
from gongkai.requests.rules import demand
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_outcomes

SHOWN = 20


class UploadForm(forms.Form):
    """A register to be judged."""

    file = forms.FileField(
        label=say("登记簿（XLSX）", "Register (XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


@desk
def takeover(visit: Visit) -> HttpResponseBase:
    """Ask for a register; show what would be stored and what is wrong with the rest; store it."""
    demand(visit.actor, "import", visit.organ)
    if visit.http.method == "POST":
        return _do(visit)
    return _show(visit, UploadForm())


def _do(visit: Visit) -> HttpResponseBase:
    posted = visit.http.POST
    try:
        if "commit" in posted:
            return _commit(visit)
        if "discard" in posted:
            drop_register(organ=visit.organ, actor=visit.actor)
            messages.success(visit.http, say("已清除上传的文件", "The uploaded file is erased"))
            return redirect("desk:takeover")
        form = UploadForm(posted, visit.http.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            keep_register(Incoming(file.name, file.read()), organ=visit.organ, actor=visit.actor)
            return redirect("desk:takeover")
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
        return redirect("desk:takeover")
    return _show(visit, form, status=400)


def _judge(visit: Visit) -> tuple[str, tuple[Row, ...]]:
    """Return the name and the rows of the register that is kept; no rows where there is none."""
    kept = open_register(organ=visit.organ, actor=visit.actor)
    if kept is None:
        return "", ()
    return kept.name, judge_rows(read_lines(kept.data), organ=visit.organ, today=today())


def _show(visit: Visit, form: UploadForm, status: int = 200) -> HttpResponse:
    name, rows = _judge(visit)
    good = [row for row in rows if not row.faults]
    response = visit.render(
        "takeover",
        form=form, columns=load_columns().values(), most=MOST_ROWS, name=name, rows=rows,
        good=good, shown=[(row, _tell_outcome(row)) for row in good[:SHOWN]],
        faulty=[(row, _name(row.faults)) for row in rows if row.faults],
        doubtful=[(row, _name(row.doubts)) for row in good if row.doubts],
    )  # fmt: skip
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response


def _name(faults: tuple[Fault, ...]) -> list[str]:
    """Return faults in words, each with the column it is in; never with what stood there."""
    columns = load_columns()
    return [
        str(say(f"{columns[each.column].chinese}：{each.words}", f"{columns[each.column].english}: {each.words}"))
        if each.column else each.words
        for each in faults
    ]  # fmt: skip


def _tell_outcome(row: Row) -> str:
    leaf = load_outcomes().get(row.values["outcome"])
    return "" if leaf is None else str(say(leaf.label, leaf.label_en))


def _commit(visit: Visit) -> HttpResponse:
    name, rows = _judge(visit)
    done = take_over(rows, name=name, organ=visit.organ, actor=visit.actor)
    left = sum(bool(row.faults) for row in rows)
    told = say(
        f"已转入 {done} 件，{left} 行有问题没有转入", f"{done} requests taken over; {left} faulty rows were not"
    )  # fmt: skip
    messages.success(visit.http, told)
    return redirect("/desk/?view=all")


@desk
def template(visit: Visit) -> HttpResponse:
    """Return the empty register."""
    demand(visit.actor, "import", visit.organ)
    return send_download(
        write_template(), str(say("登记簿模板.xlsx", "register-template.xlsx")), XLSX
    )


@desk
def faults(visit: Visit) -> HttpResponse:
    """Return the faulty rows with what is wrong with each, to be mended and uploaded again."""
    demand(visit.actor, "import", visit.organ)
    _, rows = _judge(visit)
    faulty = [row for row in rows if row.faults]
    if not faulty:
        return redirect("desk:takeover")
    note_access(
        visit.actor, visit.organ, what="register", why=str(say("下载有问题的行", "faulty rows"))
    )
    told = {row.line.row: "；".join(_name(row.faults)) for row in faulty}
    content = write_faulty([row.line for row in faulty], told)
    return send_download(content, str(say("登记簿-待修改.xlsx", "register-to-mend.xlsx")), XLSX)
