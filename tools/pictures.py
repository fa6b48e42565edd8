"""Make the README's pictures from the running site: `make pictures`.

It serves the real pages, predicts, commits, and photographs what a reader sees.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

OUT = Path("docs/pictures")
DATA = "Survival: weeks in remission without treatment"
GUESS = ("420", "460")  # where the sliders are put before the commit
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    """Write docs/pictures/*.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "likely", "serve", "concepts"], stdout=subprocess.PIPE, text=True
    )
    try:
        address = None
        for line in server.stdout or ():
            found = re.search(r"http://\S+/", line)
            address = found.group() if found else address
            if line.startswith("built"):
                break
        if address is None:
            raise SystemExit("the site did not build")
        photograph(address)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def photograph(site: str) -> None:
    """The demo after a committed prediction, the top of the page in the dark, and the Lab after a guess."""
    page_address = site + "probability/maximum-likelihood/"
    browser_path = os.environ.get("LIKELY_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(page_address)
        page.get_by_role("radio", name="Increase θ").check()
        page.get_by_role("button", name="Commit prediction").click()
        page.get_by_role("button", name="It falls").click()
        page.get_by_role("heading", name="Interactive demo").scroll_into_view_if_needed()
        page.locator("likely-stage").evaluate("stage => stage.scrollIntoView({block: 'start'})")
        page.mouse.move(0, 0)
        page.screenshot(path=OUT / "maximum-likelihood.png")
        page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="dark")
        page.goto(page_address)
        page.screenshot(path=OUT / "maximum-likelihood-dark.png")
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(site + "lab.html")
        page.set_default_timeout(120_000)
        page.get_by_label("A data set from the record").select_option(label=DATA)
        page.get_by_role("button", name="Commit my guess").wait_for()
        page.get_by_label("Family", exact=True).select_option(label="weibull")
        page.get_by_text("the warm curve is weibull").wait_for()
        for place in range(2):
            page.get_by_role("slider").nth(place).fill(GUESS[place])
        page.get_by_role("button", name="Commit my guess").click()
        page.locator("[data-part=picture-qq] > *").first.wait_for(state="attached", timeout=120_000)
        page.locator("[data-part=bench]").evaluate("bench => bench.scrollIntoView({block: 'start'})")
        page.mouse.move(0, 0)
        page.screenshot(path=OUT / "lab.png")
        browser.close()


if __name__ == "__main__":
    main()
