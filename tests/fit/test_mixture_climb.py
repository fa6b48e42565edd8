"""The peak of a mixture on many rows: where EM stands still, and as high as EM's own climb from there."""

import numpy as np
import pytest

from likely import fit, kernels
from likely.data.column import Column
from likely.fit import mixture
from likely.fit.mixture_climb import step_of

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")


def three(n, apart):
    g = np.random.default_rng(9)
    parts = [g.normal(-apart, 1, n), g.normal(0, 0.7, n), g.normal(apart, 1.2, n)]
    return 1e6 + 3 * g.permutation(np.concatenate(parts))


@pytest.mark.parametrize("apart", [1.8, 4.0])
def test_em_stands_still_at_the_peak(apart):
    x = three(20_000, apart)
    found = fit("gaussian_mixture", x, components=3)
    parts = tuple(np.array(one.estimate) for one in found.parameters.values())
    loglik, after = step_of(Column(x), parts)
    assert found.verdict == "local"
    assert found.loglik == pytest.approx(loglik, rel=1e-13)
    for before, then, unit in zip(parts, after, (1.0, parts[2], parts[2]), strict=True):
        assert np.max(np.abs(then - before) / unit) < 1e-8
    z = (x - 1e6) / 3
    higher = mixture._climb(z, np.ones(len(z)), parts[0], (parts[1] - 1e6) / 3, parts[2] / 3, None)
    assert higher.loglik - len(z) * np.log(3) <= found.loglik + 1e-7


def test_one_component_is_the_normal():
    x = three(20_000, 2.0)
    one, normal = fit("gaussian_mixture", x, components=1), fit("normal", x)
    assert one.loglik == pytest.approx(normal.loglik, rel=1e-13)
    assert one.parameters["means"].estimate[0] == pytest.approx(normal.parameters["mu"].estimate, rel=1e-14)


def test_a_repeated_row_is_unbounded():
    x = three(20_000, 2.0)
    x[7] = x[40_000]
    assert fit("gaussian_mixture", x, components=2).verdict == "unbounded"
