"""A real browser, a real site, and a page that fails its test if anything goes wrong in the background."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    sync_playwright,
)

from likely.notebook import policy

ROOT = Path(__file__).parents[2]
CONCEPT = "probability/maximum-likelihood"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# ---- the browser: environment, Playwright's own, PATH, installed channels -------------------------------


def launch(playwright: Playwright) -> Browser:
    """The first Chromium found. Skips where there is none, unless CI is set."""
    named = os.environ.get("LIKELY_BROWSER")
    own = Path(playwright.chromium.executable_path)
    path = named or (None if own.exists() else _on_path())
    attempts: list[dict[str, str]] = [{"executable_path": path}] if path else [{}]
    if not path and not own.exists():
        attempts = [{"channel": "chrome"}, {"channel": "msedge"}]
    problem = ""
    for attempt in attempts:
        try:
            return playwright.chromium.launch(args=FLAGS, **attempt)  # type: ignore[arg-type]
        except Error as error:
            problem = error.message.splitlines()[0]
    if os.environ.get("CI"):
        pytest.fail(f"no browser, and CI is set: {problem}", pytrace=False)
    pytest.skip(f"no browser: {problem}")


def _on_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


# ---- the site: built by the real command, served below a path, with the policy as a header -----------------


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy.IN_HEADER)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *connection: object) -> None:
        """A page that is left hangs up; nothing to tell."""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `likely build` makes of the concepts in this repository, two folders below the server's root.

    Built once for all of pytest's worker processes: the first one here builds, the others wait. To try
    something out on a site that stands already, name it: LIKELY_SITE=/some/where/site.
    """
    if "LIKELY_SITE" in os.environ:
        return Path(os.environ["LIKELY_SITE"])
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "server" / "some" / "where"
    try:
        (shared / "server").mkdir()
    except FileExistsError:
        for _ in range(600):
            if (folder / "index.html").exists():
                return folder
            time.sleep(0.1)
    command = [sys.executable, "-m", "likely", "build", str(ROOT / "concepts"), "--out", str(folder)]
    made = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Address of the site, ending in a slash."""
    handler = functools.partial(Handler, directory=str(site_folder.parents[1]))
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/some/where/"
    server.shutdown()
    server.server_close()
    thread.join()


# ---- one page, watched ----------------------------------------------------------------------------------

NewContext = Callable[..., BrowserContext]


def is_trouble(message: ConsoleMessage) -> bool:
    """An error or a warning that is not Playwright's own about the service worker it blocks."""
    return message.type in ("error", "warning") and "Service Worker registration blocked" not in message.text


@pytest.fixture
def new_context(browser: Browser, site: str) -> Iterator[NewContext]:
    """Makes contexts whose pages may not err, break the policy, or speak to another origin."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []
    origin = "/".join(site.split("/")[:3])

    def make(expect_errors: bool = False, **options: object) -> BrowserContext:
        # A service worker would answer what a test means to intercept; only tests of it let it in.
        context = browser.new_context(**{"service_workers": "block", **options})  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)

        def failed(url: str, why: str | None) -> None:
            if why != "net::ERR_ABORTED":  # the page was left while it loaded
                wrong.append(f"{url}: {why}")

        def watch(page: Page) -> None:
            if not expect_errors:
                page.on("console", lambda m: wrong.append(m.text) if is_trouble(m) else None)
                page.on("requestfailed", lambda r: failed(r.url, r.failure))
            page.on("pageerror", lambda error: wrong.append(str(error)))

        context.on("page", watch)
        context.on("request", lambda r: None if r.url.startswith((origin, "data:")) else wrong.append(r.url))
        return context

    yield make
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


class Demo:
    """The demo, spoken to by the names that LEARNING.md promises."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.address = f"{site}{CONCEPT}/index.html"
        self.region = page.get_by_role("region", name="Interactive demo", exact=True)
        self.successes = page.get_by_role("slider", name="Observed successes")
        self.theta = page.get_by_role("slider", name="Model parameter θ")
        self.prediction = page.get_by_role("radiogroup", name="Prediction")
        self.confidence = page.get_by_role("group", name="Confidence")
        self.commit_button = page.get_by_role("button", name="Commit prediction")
        self.skip_button = page.get_by_role("button", name="Show me without predicting")
        self.heading = page.get_by_role("heading", name="What happened")
        self.picture = page.locator("likely-stage .picture")
        self.plain = page.get_by_text("Running from precomputed values")

    def open(self) -> "Demo":
        self.page.goto(self.address)
        return self

    def set(self, k: int, theta: float) -> None:
        self.page.get_by_label("Observed successes, number").fill(str(k))
        self.page.get_by_label("Model parameter θ, number").fill(str(theta))

    def commit(self, choice: str = "Increase θ", confidence: str = "70 %") -> None:
        self.prediction.get_by_label(choice).check()
        self.confidence.get_by_label(confidence).check()
        self.commit_button.click()
        self.heading.wait_for()

    def output(self, name: str) -> str:
        return self.page.get_by_label(name, exact=True).inner_text()


@pytest.fixture
def demo_on(site: str) -> Callable[[Page], Demo]:
    """Opens the demo's page in a page of the test's own making."""
    return lambda page: Demo(page, site).open()


@pytest.fixture
def demo(page: Page, demo_on: Callable[[Page], Demo]) -> Demo:
    return demo_on(page)


class Room:
    """The research room, spoken to by the names that LEARNING.md promises."""

    def __init__(self, page: Page) -> None:
        self.region = page.get_by_role("region", name="Research room", exact=True)
        self.object = self.region.get_by_role("combobox", name="Object")
        self.note = self.region.get_by_role("textbox", name="Note")
        self.next = self.region.get_by_role("textbox", name="Next action")
        self.saved = self.region.locator("[data-part=saved]")
        self.told = self.region.locator("[data-part=told]")


@pytest.fixture
def room_of() -> Callable[[Page], Room]:
    """The research room of a page that a test has opened."""
    return Room


@pytest.fixture
def room(demo: Demo, page: Page) -> Room:
    return Room(page)
