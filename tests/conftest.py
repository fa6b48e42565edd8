"""Settings for every test."""

import os
import runpy
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow now and then, and that is no fault of the code; benchmarks measure speed.
settings.register_profile("likely", deadline=None)
settings.load_profile("likely")

# No network, here and in every Python that a test starts.
OFFLINE = Path(__file__).parent / "offline"
runpy.run_path(str(OFFLINE / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))

SLOW = (
    "adversarial bad_input concepts data/engines faults fit/regression/test_laws.py "
    "fit/regression/test_separation.py fit/regression/test_wide.py fit/test_bootstrap.py fit/test_page.py "
    "fit/test_plot.py fit/test_spread.py fit/test_truncation.py formulas/test_elementary.py "
    "formulas/test_information.py kernels lab notebook/test_broken.py notebook/test_fuzz.py "
    "notebook/test_gather.py notebook/test_grid.py notebook/test_hostile.py notebook/test_server.py "
    "portability/test_families.py portability/test_one_formula.py security stage/test_changes.py"
).split()
"""Files and folders that take minutes together: `make check` leaves them out, `make test` runs them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if any(item.path.is_relative_to(here / name) for name in SLOW):
            item.add_marker(pytest.mark.slow)
