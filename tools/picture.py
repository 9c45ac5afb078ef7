"""Take the README's picture: `python -m tools.picture`, with the development set and a Chromium.

It shows the page that `make demo` writes, at table 3, as a desk's screen does.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from gongkai.annual.checks import check_report
from gongkai.annual.reading import read_report
from gongkai.annual.writers.page import render_check

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "table3.png"
WIDTH, HEIGHT = 1100, 900
COLOURS = 256  # text on paper needs no more, and the file is a third of the size
SETTLE = 300  # milliseconds for the sticky column to find its place after the jump


def take() -> None:
    """Check the example with planted faults, and photograph the page."""
    PICTURE.parent.mkdir(exist_ok=True)
    examples = ROOT / "examples"
    report = read_report(examples / "lanting_2024.html")
    previous = read_report(examples / "lanting_2023.html")
    page = render_check(report, check_report(report, previous=previous), previous=previous)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        source = Path(folder) / "page.html"
        source.write_text(page, "utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        view = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            color_scheme="light",
            reduced_motion="reduce",
        )
        view.goto(f"{source.as_uri()}#table3")
        view.wait_for_timeout(SETTLE)
        shot = Image.open(BytesIO(view.screenshot())).convert("RGB")
        shot.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(PICTURE, optimize=True)
        browser.close()


if __name__ == "__main__":
    take()
