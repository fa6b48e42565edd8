"""Families ranked on the same rows, where a ranking means something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.errors import LikelyError, UsageError
from likely.fit.catalogue import family as find_family
from likely.fit.catalogue import family_names
from likely.fit.fit import fit
from likely.fit.result import Fit


@dataclass(frozen=True, slots=True)
class Comparison:
    """Fits ranked by AIC, best first, and the families left out with the reason.

    `gaps` are the differences of AIC from the best, in nats: half of them would be the difference in
    log-likelihood if the families had equally many parameters.

    >>> import likely
    >>> likely.compare([1, 2, 4, 8], families=("normal", "exponential")).gaps[0]
    0.0
    """

    fits: tuple[Fit, ...]
    gaps: tuple[float, ...]
    left_out: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, Any]:
        """One object for JSON: ranked fits and what was left out."""
        ranked = [{"delta_aic": gap, **one.to_dict()} for one, gap in zip(self.fits, self.gaps, strict=True)]
        return {
            "ranked": ranked,
            "left_out": [{"family": name, "reason": why} for name, why in self.left_out],
        }

    def _repr_html_(self) -> str:
        """What a notebook shows: the table, in a fixed-width face."""
        from likely.stage.svg import escape

        return f"<pre>{escape(str(self))}</pre>"

    def __str__(self) -> str:
        from likely.fit.report import number

        best = self.fits[0]
        lines = [
            f"{best.n:,} observations, ranked by AIC",
            "",
            f"{'family':<20}{'ΔAIC':>12}{'log-likelihood':>18}{'nats behind':>14}   verdict",
        ]
        for one, gap in zip(self.fits, self.gaps, strict=True):
            behind = number(max(f.loglik for f in self.fits) - one.loglik)
            lines.append(
                f"{one.family:<20}{number(gap):>12}{number(one.loglik):>18}{behind:>14}   {one.verdict}"
            )
        if self.left_out:
            lines += ["", *(f"left out   {name}: {why}" for name, why in self.left_out)]
        return "\n".join(lines)


def compare(data: Any, column: str | None = None, families: Sequence[str] = (), **options: Any) -> Comparison:
    """Fit several families to the same rows and rank them by AIC.

    families   their names; by default every family whose likelihood is of the same kind as the first
    that fits
    options    as for `likely.fit`: weights, resolution, missing …

    A likelihood of counts is a probability and one of continuous values a density: the two are compared only
    with a resolution. An unbounded fit is left out, with its reason. Raises UsageError if fewer than two
    families are left, or if families of both kinds were named.

    >>> import likely
    >>> ranked = likely.compare([0.5, 1.1, 2.9, 0.2], families=("exponential", "normal"))
    >>> [one.family for one in ranked.fits]
    ['exponential', 'normal']
    """
    named = bool(families)
    names = list(dict.fromkeys(families)) or [
        n for n in family_names() if not hasattr(find_family(n), "fit_rows")
    ]
    kinds = {name: bool(find_family(name).DISCRETE) for name in names}
    circular = [name for name in names if getattr(find_family(name), "CIRCULAR", False)]
    if named and 0 < len(circular) < len(names):
        raise UsageError(
            f"{circular[0]} is a density on the circle, the others on the line: their "
            "likelihoods cannot be compared · leave it out"
        )
    if not named:
        names = [name for name in names if name not in circular]
    if named and len(set(kinds.values())) > 1:
        counts = ", ".join(n for n in names if kinds[n])
        densities = ", ".join(n for n in names if not kinds[n])
        raise UsageError(
            f"{counts} give probabilities and {densities} densities, which depend on the unit: "
            "their likelihoods "
            "cannot be compared · compare families of one kind"
        )
    fits: list[Fit] = []
    left_out: list[tuple[str, str]] = []
    for name in names:
        try:
            one = fit(name, data, column, **options)
        except LikelyError as problem:
            if named:
                raise
            left_out.append((name, str(problem)))
            continue
        if one.verdict == "unbounded":
            left_out.append((name, one.message))
        else:
            fits.append(one)
    if not named and fits and any(kinds[f.family] for f in fits):
        # whole numbers: counts are the natural reading, and densities of them mean nothing
        left_out += [
            (f.family, "a density, while these data are counts") for f in fits if not kinds[f.family]
        ]
        fits = [f for f in fits if kinds[f.family]]
    if named and len(names) < 2:
        raise UsageError(f"a comparison of {names[0]} alone · name another family, or none for all that fit")
    if len(fits) < 2:
        reasons = "; ".join(f"{name}: {why}" for name, why in left_out[:3])
        raise UsageError(
            f"fewer than two families can be compared on these data ({reasons}) · name "
            "families that can fit them"
        )
    if len({(f.n, f.n_missing) for f in fits}) > 1:
        raise UsageError(
            "the families were fitted to different rows, so their likelihoods cannot be "
            "compared · fill in or drop missing values first"
        )
    fits.sort(key=lambda f: f.aic)
    return Comparison(tuple(fits), tuple(f.aic - fits[0].aic for f in fits), tuple(left_out))
