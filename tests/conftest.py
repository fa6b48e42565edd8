"""Settings for every test."""

import os
import runpy
from pathlib import Path

from hypothesis import settings

# A busy machine is slow now and then, and that is no fault of the code; benchmarks measure speed.
settings.register_profile("likely", deadline=None)
settings.load_profile("likely")

# No network, here and in every Python that a test starts.
OFFLINE = Path(__file__).parent / "offline"
runpy.run_path(str(OFFLINE / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))
