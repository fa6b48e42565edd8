"""n-grams: a language model that has only counted.

p(token | context) = c(context, token) / c(context)      context: the N − 1 tokens before

Support      the tokens that were seen after each context
Parameters   p(· | context), one distribution for each context that was seen
Statistic    c(context, token): how often each n-gram occurs; counts of two texts add
Maximum      the observed proportions: each context is a categorical distribution of its own
Exists       always; on the edge wherever a token never followed a context that was seen.
             Of a context that was never seen the likelihood says nothing at all
Accuracy     exact to the last digits
Source       Jurafsky & Martin, Speech and Language Processing, 3rd ed. draft, ch. 3;
             interpolation by EM: Jelinek & Mercer 1980

A token that never followed its context had probability 0: its surprise is infinite, and so is the average.
What makes that finite (`add_k`, `mixture`) does so by leaving the maximum of the likelihood.

Counts are a dict of dicts, {context: {token: count}}, a context being a tuple of tokens. The functions of
numbers (`log_prob`, `add_k`, `mixture`, `shares`) take floats or arrays alike.
"""

from likely.formulas.elementary import Value, exp, log, total, where
from likely.formulas.maximum import BOUNDARY, INTERIOR, Maximum

START = "<s>"  # stands before the first token, so that it has a context too
END = "</s>"  # a token of its own after the last one, where texts end


def marked(tokens: Value, order: int, end: bool = False) -> list[Value]:
    """A text with N − 1 start marks before it, and an end mark after it if texts end."""
    return [START] * (order - 1) + list(tokens) + ([END] if end else [])


def ngrams(text: Value, order: int) -> list[tuple[Value, Value]]:
    """(context, token) at every place of a marked text: contexts are the N − 1 tokens before."""
    return [(tuple(text[i - order + 1 : i]), text[i]) for i in range(order - 1, len(text))]


def count(pairs: Value) -> dict[Value, Value]:
    """How often each token followed each context."""
    counts: dict[Value, Value] = {}
    for context, token in pairs:
        after = counts.setdefault(context, {})
        after[token] = after.get(token, 0) + 1
    return counts


def merge(a: Value, b: Value) -> dict[Value, Value]:
    """The counts of two texts together: they add."""
    counts = {context: dict(after) for context, after in a.items()}
    for context, after in b.items():
        mine = counts.setdefault(context, {})
        for token, number in after.items():
            mine[token] = mine.get(token, 0) + number
    return counts


def mle(counts: Value) -> dict[Value, Value]:
    """The probabilities that make the counted text least surprising: {context: {token: p}}."""
    model = {}
    for context, after in counts.items():
        seen = sum(after.values())
        model[context] = {token: number / seen for token, number in after.items()}
    return model


def probability(model: Value, context: Value, token: Value) -> float:
    """p(token | context): 0 for what was never seen."""
    p: float = model.get(context, {}).get(token, 0.0)
    return p


def log_prob(number: Value, of_context: Value) -> Value:
    """log p at the maximum, in nats, from c(context, token) and c(context): −∞ for what was never seen."""
    return log(number / where(of_context > 0, of_context, 1.0))


def log_likelihood(counts: Value, model: Value) -> float:
    """log L in nats of the text with these counts: −∞ if it holds one n-gram that the model never saw."""
    terms = [
        number * log(probability(model, context, token))
        for context, after in counts.items()
        for token, number in after.items()
    ]
    loglik: float = total(terms)
    return loglik


def nll(counts: Value, model: Value) -> float:
    """Average surprise in nats a token: the cross-entropy of the text and the model."""
    n = sum([sum(after.values()) for after in counts.values()])
    return 0.0 - log_likelihood(counts, model) / n


def perplexity(nats: Value) -> Value:
    """exp of the average surprise: as uncertain as a fair choice among so many tokens."""
    return exp(nats)


def bits(nats: Value) -> Value:
    """The same surprise, counted in halvings: nats / log 2."""
    return nats / log(2.0)


def maximum(contexts: float, vocabulary: float, seen: float) -> Maximum:
    """What kind of maximum the counts are: `seen` distinct n-grams, where contexts × vocabulary could be.

    `contexts` and `vocabulary` are numbers of distinct contexts and tokens. The proportions themselves are
    the maximiser, so `parameters` is empty: there is one distribution for each context.
    """
    cells = contexts * vocabulary
    unique = "each context is a categorical distribution of its own, and its proportions are the only maximum"
    if vocabulary == 1:
        return Maximum((), BOUNDARY, f"{unique}; only one token was ever seen, so it is certain")
    if seen == cells:
        return Maximum((), INTERIOR, f"{unique}; every token was seen after every context")
    reason = (
        f"{unique}; on the edge, since {cells - seen:,.0f} of the {cells:,.0f} pairs of a seen context and a "
        "seen token never occurred and have probability 0: met in another text, one of them is an infinite "
        "surprise"
    )
    return Maximum((), BOUNDARY, reason)


def add_k(number: Value, of_context: Value, k: Value, size: Value) -> Value:
    """p as if each of the `size` possible tokens had been seen k more times. Not maximum likelihood."""
    return (number + k) / (of_context + k * size)


def mixture(weights: Value, probabilities: Value) -> Value:
    """Σ weight·p over models, as of orders 0 to N. Not maximum likelihood of the counted text."""
    p = weights[0] * probabilities[0]
    for weight, one in zip(weights[1:], probabilities[1:]):
        p = p + weight * one
    return p


def shares(weights: Value, probabilities: Value) -> list[Value]:
    """How likely each model is to have made the token. Their averages are the next weights of EM."""
    p = mixture(weights, probabilities)
    return [weight * one / where(p > 0, p, 1.0) for weight, one in zip(weights, probabilities)]


def next_weights(weights: Value, rows: Value) -> list[float]:
    """One step of EM: `rows` holds, for each token of a held-out text, its probability in every model."""
    each = [shares(weights, row) for row in rows]
    return [total([row[k] for row in each]) / len(rows) for k in range(len(weights))]
