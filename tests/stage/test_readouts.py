"""Numbers beside the picture, and what must hold between them."""

import math

from likely.stage.readouts import Invariant, Readout


def test_a_readout_has_its_digits_sign_and_unit() -> None:
    assert Readout("nll", "Average NLL", "nats", "").text({"nll": 0.794651}) == "0.7947 nats"
    assert Readout("slope", "Slope", "", "", 2, True).text({"slope": -0.3}) == "−0.30"


def test_an_invariant_tells_how_far_apart_its_sides_are() -> None:
    identity = Invariant("identity", "a = b", lambda v: v["a"], lambda v: v["b"])
    assert identity.error({"a": 1.0, "b": 1.5}) == 0.5
    assert identity.error({"a": math.inf, "b": math.inf}) == 0
    assert identity.error({"a": math.inf, "b": 1.0}) == math.inf
