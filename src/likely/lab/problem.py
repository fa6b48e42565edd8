"""A fit to make of the Lab's data, as `solve/` wants it."""

from likely.formulas.elementary import Value, total
from likely.lab.data import Data, averages, table
from likely.lab.kept import Kept, facts
from likely.solve.bounded import bounded_theory, kinds
from likely.solve.theory import Rows, seen_by, theory
from likely.solve.vector import Vector, weighted_sum

LEVEL = 0.95


def from_sums(family: Value) -> bool:
    """True if the family is fitted from sums, or from counts of whole numbers; else it needs the rows."""
    return family.DISCRETE or all(
        hasattr(family, name) for name in ("statistic", "summary", "log_likelihood")
    )


class Problem:
    """The log-likelihood of the data in one family, and what the family's theorem says of its maximum.

    `kept` are the rows: asked where some are censored, or where the family is not fitted from sums.
    """

    def __init__(self, name: str, family: Value, data: Data, kept: Value = None) -> None:
        self.name = name
        self.family = family
        self.parameters = family.PARAMETERS
        self.n = float(data.n)
        self.iterative = getattr(family, "ITERATIVE", False)
        self.unit = data.scale
        self.starts: Value = ()
        self.confirm: Value = None
        self.table: Value = None
        self.summed = from_sums(family) and hasattr(family, "log_likelihood")
        if kept is not None and kept.event:
            self._bounded(kept, data)
        elif not from_sums(family):
            self._by_rows(kept, data)
        elif family.DISCRETE:
            self.table = table(data)
            self.summary = family.summary_of_counts(self.table.columns, self.table.weights, self.n)
            self.maximum = family.maximum(self.n, *self.summary, closed=True)
            values, weights = Vector(self.table.values), Vector(self.table.weights)
            self._terms = [(family.log_prob, (values,), weights)]
        else:
            self.summary = family.summary(averages(data, name))
            self.maximum = family.maximum(self.n, *self.summary)
        self.costly = not self.summed  # each evaluation visits every distinct value

    def _by_rows(self, kept: Kept, data: Data) -> None:
        family = self.family
        rows = Rows(kept.lower, kept.weights, self.n, data.missing, data.n)
        known = facts(seen_by(family, kept.lower), kept.weights)
        self.maximum, self.summary = theory(family, known, rows)
        self.unit = known.sd or 1.0
        self.table = rows
        self._terms = [(family.log_prob, (kept.lower,), kept.weights)]
        if hasattr(family, "starts"):
            self.starts = family.starts(known)
        if hasattr(family, "confirmed"):
            self.confirm = lambda found, loglik: family.confirmed(known, found, loglik)

    def _bounded(self, kept: Kept, data: Data) -> None:
        self.summed, self.iterative, self.summary = False, True, ()
        self.maximum, self.unit = bounded_theory(
            self.family, kept.lower, kept.upper, kept.weights, data.missing, Vector, facts
        )
        self._terms = [
            (term, columns, kept.weights[mask])
            for mask, term, columns in kinds(self.family, kept.lower, kept.upper)
        ]

    def likelihood(self, *parameters: Value) -> Value:
        """log L in nats, all constants included."""
        if self.summed:
            return self.family.log_likelihood(self.n, *self.summary, *parameters)
        parts = [weighted_sum(term, columns, weights, parameters) for term, columns, weights in self._terms]
        if all(isinstance(part, float) for part in parts):
            return total(parts)
        result = parts[0]
        for part in parts[1:]:
            result = result + part
        return result
