"""A pytest plugin: the tests are collected once, and then run on one mutant after another, each in a fork.

A change inside functions is put into the modules that are loaded: their code is replaced, so whoever holds
them runs the new one. What acts at import is tried in a fresh process, which imports the changed module.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
MEMORY = 8 << 30


class Trial:
    """Tries mutants instead of running the tests; `each` is called with the function that tries one."""

    def __init__(self, each: Callable[[Callable[..., str | None]], None]) -> None:
        self.each = each

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the loop over tests."""
        items = {item.nodeid: item for item in session.items}
        for item in session.items:
            _without_shrinking(item)

        def trial(path: str, text: str, on_import: bool, tests: list[str], limit: float) -> str | None:
            """What noticed the change: the name of a test, "time" or "memory"; None if nothing did."""
            if on_import:
                return _fresh(path, text, tests, limit)
            return _forked(path, text, [items[name] for name in tests], limit)

        self.each(trial)
        return True


def _without_shrinking(item: pytest.Item) -> None:
    """One failing example is enough, and none is kept."""
    from hypothesis import Phase, settings  # after pytest, which rewrites its assertions

    test = getattr(item, "obj", None)
    kept = getattr(test, "_hypothesis_internal_use_settings", None)
    if test is not None and kept is not None:
        quick = settings(kept, phases=(Phase.explicit, Phase.generate), database=None, derandomize=True)
        test._hypothesis_internal_use_settings = quick  # noqa: SLF001 - as its own plugin does


def _forked(path: str, text: str, items: list[pytest.Item], limit: float) -> str | None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        os.close(reading)
        said = "died"
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            quiet = os.open(os.devnull, os.O_RDWR)
            for stream in (1, 2):
                os.dup2(quiet, stream)
            said = _first_failure(path, text, items)
        except BaseException as problem:
            said = type(problem).__name__
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    ended = _wait(child, limit)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode() if ended else "time"
    return None if said == "nothing" else said or "died"


def _first_failure(path: str, text: str, items: list[pytest.Item]) -> str:
    replace_code(path, text)
    plugins = items[0].config.pluginmanager
    plugins.unregister(plugins.getplugin("terminalreporter"))
    failed: list[str] = []

    class Watch:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

    plugins.register(Watch())
    for i, item in enumerate(items):
        following = items[i + 1] if i + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failed:
            return failed[0]
    return "nothing"


def _wait(child: int, limit: float) -> bool:
    """Whether a child ends in time; it is killed where it does not."""
    started = time.monotonic()
    while time.monotonic() - started < limit:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.005)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def replace_code(path: str, text: str) -> None:
    """Give the functions of a loaded module the code of another text."""
    name = ".".join(Path(path).relative_to("src").with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)  # many are imported when they are needed
    new = types.ModuleType(name)
    new.__dict__.update(module.__dict__)
    exec(compile(text, str(ROOT / path), "exec"), new.__dict__)
    for key, value in list(vars(module).items()):
        _replace(value, vars(new).get(key), name)


def _replace(old: object, new: object, module: str) -> None:
    if isinstance(old, property) and isinstance(new, property):
        for one in ("fget", "fset"):
            _replace(getattr(old, one), getattr(new, one), module)
        return
    if isinstance(old, (classmethod, staticmethod)) and isinstance(new, (classmethod, staticmethod)):
        _replace(old.__func__, new.__func__, module)
        return
    if getattr(old, "__module__", None) != module:
        return
    if isinstance(old, type) and isinstance(new, type):
        for key, value in list(vars(old).items()):
            _replace(value, vars(new).get(key), module)
    elif hasattr(old, "__wrapped__") and hasattr(new, "__wrapped__"):
        _replace(old.__wrapped__, new.__wrapped__, module)
        getattr(old, "cache_clear", lambda: None)()
    elif isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _fresh(path: str, text: str, tests: list[str], limit: float) -> str | None:
    told = {"path": path, "text": text}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-p",
        "trial",
        *tests,
    ]
    environment = {
        **os.environ,
        "LIKELY_MUTANT": json.dumps(told),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
    }
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        out, _ = running.communicate(timeout=limit + 60)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return "time"
    if running.returncode == 0:
        return None
    failed = [line for line in out.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" ")[1] if failed else "import"


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another text."""

    def __init__(self, path: str, text: str) -> None:
        self.name = ".".join(Path(path).relative_to("src").with_suffix("").parts).removesuffix(".__init__")
        self.path, self.text = path, text

    def find_spec(self, name: str, path: object = None, target: object = None):  # type: ignore[no-untyped-def]
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, ROOT / self.path, loader=self)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module) -> None:  # type: ignore[no-untyped-def]
        exec(compile(self.text, str(ROOT / self.path), "exec"), module.__dict__)


if "LIKELY_MUTANT" in os.environ:
    sys.meta_path.insert(0, _Changed(**json.loads(os.environ["LIKELY_MUTANT"])))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a fresh process: the same short way with examples."""
    for item in items if "LIKELY_MUTANT" in os.environ else ():
        _without_shrinking(item)
