"""Checking anybody's annual report: a file goes in, the annotated page comes out, nothing is kept."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.core.apart import GivenUp, run_apart
from gongkai.look.words import say, speak, speaks_english
from gongkai.portal.limits import too_many

EXAMPLE = ("lanting_2024.html", "lanting_2023.html")
SECONDS = 30
CHECKS_AN_HOUR = 120


class CheckForm(forms.Form):
    """A report, and last year's where there is one."""

    report = forms.FileField(
        label=say("年度报告文件", "The report"),
        help_text=say("PDF、DOCX、HTML、TXT、XLSX 或 OFD", "PDF, DOCX, HTML, TXT, XLSX or OFD"),
    )
    previous = forms.FileField(
        label=say("上一年度的报告", "Last year's report"), required=False,
        help_text=say("有它才能核对结转等跨年的数字", "With it, figures carried over are checked too"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse what is too large to be a report."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("report", "previous"):
            file = cleaned.get(name)
            if file is not None and file.size > settings.MAX_FILE_BYTES:
                most = settings.MAX_FILE_BYTES // 2**20
                self.add_error(name, say(f"文件不能超过 {most} MiB", f"At most {most} MiB"))
        return cleaned


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Read and check a report in a process of its own; show it annotated."""
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "check", CHECKS_AN_HOUR):
            return render(request, "look/429.html", status=429)
        page, refusal = run_check(
            _read(form.cleaned_data["report"]), _read(form.cleaned_data["previous"]),
            english=speaks_english(),
        )  # fmt: skip
        if page:
            return serve_page(page)
        form.add_error("report", refusal)
    status = 400 if form.errors else 200
    return render(request, "portal/check.html", {"form": form}, status=status)


@require_POST
@never_cache
def check_example(request: HttpRequest) -> HttpResponse:
    """Check a shipped report of an invented county with five planted faults, beside the year before."""
    if too_many(request, "check", CHECKS_AN_HOUR):
        return render(request, "look/429.html", status=429)
    folder = resources.files("gongkai.portal") / "example"
    this, before = ((name, (folder / name).read_bytes()) for name in EXAMPLE)
    page, _ = run_check(this, before, english=speaks_english())
    return serve_page(page)


def _read(file: UploadedFile[bytes] | None) -> tuple[str, bytes] | None:
    return None if file is None else (file.name or "report", file.read())


def run_check(
    report: tuple[str, bytes] | None, previous: tuple[str, bytes] | None, *, english: bool
) -> tuple[str, str]:
    """Return the annotated page, or why there is none. A file that takes too long is given up."""
    try:
        return run_apart(SECONDS, check_files, report, previous, english)
    except GivenUp as refusal:
        return "", speak(refusal)


def check_files(
    report: tuple[str, bytes], previous: tuple[str, bytes] | None, english: bool
) -> tuple[str, str]:
    """Read and check, in whatever process this runs."""
    from gongkai.annual.checks import check_report
    from gongkai.annual.errors import NotReadable
    from gongkai.annual.reading import read_report
    from gongkai.annual.writers.page import render_check

    try:
        read = read_report(report[1], report[0])
        before = read_report(previous[1], previous[0]) if previous is not None else None
    except NotReadable as refusal:
        return "", refusal.english if english else refusal.chinese
    return render_check(
        read,
        check_report(read, previous=before),
        previous=before,
        language="en" if english else "zh",
    ), ""


_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def serve_page(page: str) -> HttpResponse:
    """Return a self-contained page under a policy that admits its own style, by hash, and nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(page)
    )
    policy = (
        f"default-src 'none'; style-src {hashes}; img-src data:; sandbox; frame-ancestors 'none'"
    )
    response = HttpResponse(page)
    response["Content-Security-Policy"] = policy
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001  (this one is stricter)
    return response
