"""Settings for every test."""

from hypothesis import settings

# A busy machine is slow now and then, and that is no fault of the code; benchmarks measure speed.
settings.register_profile("likely", deadline=None)
settings.load_profile("likely")
