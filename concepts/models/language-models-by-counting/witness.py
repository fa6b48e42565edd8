"""Type a text, count it, and meet the unseen. Change the sentences and run it again."""

from likely.formulas.elementary import INFINITY
from likely.formulas.models.ngram import (
    count,
    log_prob,
    marked,
    merge,
    mle,
    ngrams,
    nll,
    perplexity,
    probability,
)

# The text that is counted, and one more sentence. Type your own.
text = ["the cat sat on the mat", "the dog sat on the rug", "the cat saw the dog"]
more = "the fox sat on the mat"
order = 2  # each word is predicted from this many words less one


def pairs(sentences):
    """(context, word) at every place; each sentence has start marks, and its end is a word too."""
    return [pair for one in sentences for pair in ngrams(marked(one.split(), order, True), order)]


# Count, and divide: the likeliest model there is.
counts = count(pairs(text))
model = mle(counts)
context = ("the",)
for word in sorted(model.get(context, {})):
    seen, whole = counts[context][word], sum(counts[context].values())
    print(f"after the: {word:4} {seen} of {whole}  p {probability(model, context, word):.4f}")
    assert log_prob(seen, whole) <= 0
cost = nll(counts, model)
print(f"the text costs {cost:.4f} nats a word, as a choice among {perplexity(cost):.2f}")

# What the new sentence costs before it was ever read: the first unseen word ruins the average.
news = count(pairs([more]))
before = nll(news, model)
unseen = [(c, w) for c, w in pairs([more]) if probability(model, c, w) == 0]
print(f"new sentence: {before:.4f} nats a word")
if unseen:
    print(f"first unseen: {unseen[0][1]} after {' '.join(unseen[0][0])}")
assert (before == INFINITY) == bool(unseen)

# Counts of two texts add; then nothing in it is impossible any more.
learned = mle(merge(counts, news))
for word in sorted(learned.get(context, {})):
    old, new = probability(model, context, word), probability(learned, context, word)
    print(f"after the: {word:4} p {old:.4f} -> {new:.4f}")
print(f"new sentence: {nll(news, learned):.4f} nats a word, after reading it")
assert nll(news, learned) < INFINITY
assert all(abs(sum(after.values()) - 1) < 1e-12 for after in learned.values())

# No other model of this order makes the counted text less surprising than its own counts do.
assert nll(counts, model) <= nll(counts, learned)
