"""The Maximum Likelihood page in Chromium: bytes, first result, first paint, frames while dragging θ.

Run as `python -m benchmarks.page [CONCEPT …]`; needs the tools of `make setup` and a Chromium. The site is
built anew, of all concepts or of those named (it needs the page itself and what that links to), and served
from loopback with Brotli, as the common hosts of static files do; bytes are counted with gzip, too. The
targets are those of the design; nothing here fails on a miss. Chromium's CPU throttle slows the page's main
thread, not its worker.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from likely.notebook import policy
from likely.notebook.build import build

CONCEPT = "probability/maximum-likelihood"
RUNS = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NO_IDLE = "globalThis.requestIdleCallback = () => {};"
SHIFTS = """
globalThis.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
FIRST_RESULT = """
addEventListener("DOMContentLoaded", () => {
  const slider = document.querySelector("#control-theta");
  const seen = () => { globalThis.first ??= performance.now(); };
  new MutationObserver(seen).observe(slider, { attributeFilter: ["aria-valuetext"] });
  slider.stepUp();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
});
"""
WATCH_DRAG = """
() => {
  globalThis.drawn = []; globalThis.painted = [];
  let waiting = [];
  const slider = document.querySelector("#control-theta");
  slider.addEventListener("input", () => waiting.push(performance.now()), true);
  new MutationObserver(() => {
    const these = waiting; waiting = [];
    const now = performance.now();
    for (const start of these) drawn.push(now - start);
    requestAnimationFrame(() => {
      const then = performance.now();
      for (const start of these) painted.push(then - start);
    });
  }).observe(document.querySelector("likely-stage .picture"), { subtree: true, attributes: true });
}
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files with the page's policy; text is compressed, as any host does."""

    protocol_version = "HTTP/1.1"
    encoding = "br"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body, packed = packed_file(path, self.encoding)
        self.send_response(200)
        kinds = {".mjs": "text/javascript", ".wasm": "application/wasm", ".woff2": "font/woff2"}
        self.send_header("Content-Type", kinds.get(path.suffix) or self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", self.encoding)
        self.send_header("Content-Security-Policy", policy.IN_HEADER)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class GzipHandler(Handler):
    """The same for a host that knows no better."""

    encoding = "gzip"


@cache
def packed_file(path: Path, encoding: str) -> tuple[bytes, bool]:
    """The bytes that travel, and whether they are compressed."""
    raw = path.read_bytes()
    if path.suffix == ".woff2":
        return raw, False
    return (brotli.compress(raw, quality=11) if encoding == "br" else gzip.compress(raw, 9)), True


def main() -> None:
    """Print a table, then the same as JSON."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build(chosen(Path(folder), sys.argv[1:]), site)
        browser = playwright.chromium.launch(executable_path=found_browser(), args=FLAGS)
        with served(site, GzipHandler) as address:
            plain = transferred(browser, f"{address}/{CONCEPT}/index.html")
        with served(site) as address:
            measured = measure(browser, f"{address}/{CONCEPT}/index.html", site, plain)
        browser.close()
    for name, (value, unit, target) in measured.items():
        digits = {"bytes": 0, "ms": 1}.get(unit, 3)
        print(f"{name:<72} {value:>9,.{digits}f} {unit:<6} target {target}")
    print(json.dumps({name: {"value": value, "unit": unit} for name, (value, unit, _) in measured.items()}))


def chosen(folder: Path, names: list[str]) -> Path:
    """The repository's concepts, or a folder with those named only."""
    concepts = Path(__file__).parents[1] / "concepts"
    if not names:
        return concepts
    for name in names:
        shutil.copytree(concepts / name, folder / "concepts" / name)
    shutil.copyfile(concepts / "likely.toml", folder / "concepts" / "likely.toml")
    return folder / "concepts"


def found_browser() -> str | None:
    """The environment's browser, or None for Playwright's own if it is installed, else one on PATH."""
    return os.environ.get("LIKELY_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def served(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder from a free port of loopback."""
    for path in site.rglob("*"):  # compressed once, before anything is measured
        if path.is_file():
            packed_file(path, handler.encoding)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def measure(
    browser: Browser, address: str, site: Path, plain: tuple[int, int]
) -> dict[str, tuple[float, str, str]]:
    """Name → value, unit, target."""
    page_bytes, runtime_bytes = transferred(browser, address)
    scripts = {path: path.stat().st_size for path in sorted(site.rglob("*.js")) if "vendor" not in path.parts}
    lab = sum(size for path, size in scripts.items() if "lab" in path.parts)
    first = [first_result(browser, address) for _ in range(RUNS)]
    slow = [first_paint(browser, address) for _ in range(3)]
    result = {
        "first view, Brotli, fonts in, runtime out": (float(page_bytes), "bytes", "≤ 120,000"),
        "first view, gzip": (float(plain[0]), "bytes", "≤ 120,000"),
        "runtime, Brotli": (float(runtime_bytes), "bytes", "≤ 230,000"),
        "runtime, gzip": (float(plain[1]), "bytes", "≤ 230,000"),
        "hand-written JavaScript, raw, of the pages": (
            float(sum(scripts.values()) - lab),
            "bytes",
            "≤ 40,000",
        ),
        "hand-written JavaScript, raw, of the Lab": (float(lab), "bytes", "≤ 40,000 in all"),
        f"cold load to first formula result, median of {RUNS}": (statistics.median(first), "ms", "≤ 300"),
        "first contentful paint at 1.4 Mbps and CPU ÷ 4": (
            statistics.median(t for t, _ in slow),
            "ms",
            "≤ 2,500",
        ),
        "layout shift there": (max(shift for _, shift in slow), "", "≤ 0.02"),
    }
    for slowdown, target in ((1, "≤ 16"), (4, "≤ 33")):
        drawn, painted = drag(browser, address, slowdown)
        at = f"CPU ÷ {slowdown}, {len(painted)} moves"
        result[f"dragging θ, input → picture changed, p95, {at}"] = (p95(drawn), "ms", target)
        result[f"dragging θ, input → next frame, p95, {at}"] = (p95(painted), "ms", target)
        result[f"dragging θ, input → next frame, median, {at}"] = (statistics.median(painted), "ms", target)
    return result


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


@contextmanager
def fresh(browser: Browser, *scripts: str) -> Iterator[tuple[BrowserContext, Page]]:
    """A context with an empty cache, and a page in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    for script in scripts:
        context.add_init_script(script)
    yield context, context.new_page()
    context.close()


def transferred(browser: Browser, address: str) -> tuple[int, int]:
    """Bytes of bodies for the first view, and for the runtime that follows the first touch."""
    with fresh(browser, NO_IDLE) as (_, page):
        sizes: list[int] = []
        page.on("response", lambda r: sizes.append(int(r.headers.get("content-length", 0))))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        first = sum(sizes)
        page.locator("#control-theta").focus()
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)
        return first, sum(sizes) - first


def first_result(browser: Browser, address: str) -> float:
    """Milliseconds from navigation to the first reply of the formula, touched as soon as the page stands."""
    with fresh(browser, FIRST_RESULT) as (_, page):
        page.goto(address)
        page.locator("#control-theta[aria-valuetext='θ = 0.41']").wait_for()
        return float(page.evaluate("globalThis.first"))


def first_paint(browser: Browser, address: str) -> tuple[float, float]:
    """First contentful paint in milliseconds, and layout shift, on a slow phone's line and processor."""
    with fresh(browser, SHIFTS) as (context, page):
        session = context.new_cdp_session(page)
        speed = 1.4e6 / 8
        line: dict[str, Any] = {
            "offline": False,
            "latency": 150,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        }
        session.send("Network.emulateNetworkConditions", line)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        return float(page.evaluate(paint)), float(page.evaluate("shifts"))


def drag(browser: Browser, address: str, slowdown: int) -> tuple[list[float], list[float]]:
    """Drag θ to and fro after the reveal: milliseconds from input to change, and to the next frame."""
    with fresh(browser) as (context, page):
        page.goto(address)
        page.get_by_role("button", name="Show me without predicting").click()
        page.get_by_role("heading", name="What happened").wait_for()
        slider = page.locator("#control-theta")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        if box is None:
            raise SystemExit("the slider is not there")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.evaluate(WATCH_DRAG)
        at, y = box["x"] + 0.4 * box["width"], box["y"] + box["height"] / 2
        page.mouse.move(at, y)
        page.mouse.down()
        for step in range(240):
            share = 0.1 + 0.8 * abs((step % 120) / 60 - 1)
            page.mouse.move(box["x"] + share * box["width"], y)
            page.wait_for_timeout(7)
        page.mouse.up()
        page.wait_for_timeout(300)
        return page.evaluate("drawn"), page.evaluate("painted")


if __name__ == "__main__":
    sys.exit(main())
