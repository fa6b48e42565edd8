"""A fit to make of the Lab's data, as `solve/` wants it."""

from likely.formulas.elementary import Value, total
from likely.lab.data import Data, averages, table

LEVEL = 0.95


class Problem:
    """The log-likelihood of the data in one family, and what the family's theorem says of its maximum."""

    def __init__(self, name: str, family: Value, data: Data) -> None:
        self.name = name
        self.family = family
        self.parameters = family.PARAMETERS
        self.n = float(data.n)
        self.iterative = getattr(family, "ITERATIVE", False)
        self.unit = data.scale
        self.starts = ()
        self.confirm = None
        self.table: Value = None
        if family.DISCRETE:
            self.table = table(data)
            self.summary = family.summary_of_counts(self.table.columns, self.table.weights, self.n)
            self.maximum = family.maximum(self.n, *self.summary, closed=True)
        else:
            self.summary = family.summary(averages(data, name))
            self.maximum = family.maximum(self.n, *self.summary)
        self.summed = hasattr(family, "log_likelihood")
        self.costly = not self.summed  # each evaluation visits every distinct value

    def likelihood(self, *parameters: Value) -> Value:
        """log L in nats, all constants included."""
        if self.summed:
            return self.family.log_likelihood(self.n, *self.summary, *parameters)
        terms = [
            weight * self.family.log_prob(value, *parameters)
            for value, weight in zip(self.table.values, self.table.weights)
        ]
        if all(isinstance(term, float) for term in terms):
            return total(terms)
        result = terms[0]
        for term in terms[1:]:
            result = result + term
        return result
