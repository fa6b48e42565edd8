"""The demo of Language Models by Counting: a text, one more sentence, and the shares before and after."""

from likely.formulas.elementary import INFINITY, total
from likely.formulas.models import ngram
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.bars import Bars
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage
from likely.stage.text_field import TextField

FIRST = ("the cat sat on the mat", "the dog sat on the rug", "the cat saw the dog")
SENTENCES = (
    "the fox sat on the mat",
    "the dog sat on the rug",
    "the cat sat on the mat",
    "the cat saw the rug",
    "a cat sat",
)
OWN = len(SENTENCES)
DRAWN = 5  # words with a bar of their own
LONG = 22  # letters of a word that are written out
SAME = 1e-12

corpus = TextField("corpus", "Text, a sentence in each line", "\n".join(FIRST), 4, 600)
order = Choice("order", "Words of context", ("None", "One word", "Two words"), 1)
more = Choice("more", "One more sentence", SENTENCES + ("a sentence of my own",), 0)
own = TextField("own", "Your own sentence, if chosen above", "the fox saw the cat", 1, 120)
times = Slider(
    "times",
    "How often it is read",
    1,
    10,
    1,
    1,
    lambda value: "read once" if value == 1 else f"read {value:.0f} times",
)


def lines(state):
    """The sentences of the text as lists of words: what stands between blanks is a word."""
    return [one.split() for one in state["corpus"].split("\n") if one.split()]


def sentence(state):
    """The words of the new sentence."""
    which = int(state["more"])
    return (state["own"] if which == OWN else SENTENCES[which]).split()


def watched(state):
    """The last word of the first sentence, and the words of context before it."""
    words = int(state["order"])
    first = lines(state)[:1]
    tokens = ngram.marked(first[0] if first else [ngram.END], words + 1)
    return (tuple(tokens[len(tokens) - 1 - words : len(tokens) - 1]), tokens[-1])


def counted(sentences, words):
    """Counts of all sentences; each has start marks, and its end is a word too."""
    pairs = []
    for one in sentences:
        pairs += ngram.ngrams(ngram.marked(one, words + 1, True), words + 1)
    return ngram.count(pairs)


def drawn(sentences, after, word):
    """The words with a bar: this one, those most often seen in its place, then those most often seen."""
    anywhere = counted(sentences, 0).get((), {})
    ranked = sorted(anywhere, key=lambda one: (one != word, -after.get(one, 0), -anywhere[one], one))
    return tuple(sorted(ranked[:DRAWN]))


def shares(counts, context, shown):
    """The shares of the words that are drawn, and of all others together."""
    model = ngram.mle(counts).get(context, {})
    return [model.get(word, 0.0) for word in shown] + [
        total([p for word, p in model.items() if word not in shown])
    ]


# Counting is the same work for many questions; the last results are kept.
_KEPT = {}


def work(state):
    key = (state["corpus"], state["order"], state["more"], state["own"], state["times"])
    if key not in _KEPT:
        if len(_KEPT) > 40:
            _KEPT.clear()
        _KEPT[key] = counts_and_costs(state)
    return _KEPT[key]


def counts_and_costs(state):
    words, often = int(state["order"]), int(state["times"])
    context, word = watched(state)
    text, extra = lines(state), sentence(state)
    old, news = counted(text, words), counted([extra], words)
    new = ngram.merge(old, counted([extra] * often, words))
    c, d = old.get(context, {}), news.get(context, {})
    shown = drawn(text + [extra], ngram.merge({0: c}, {0: d})[0], word)
    before, after = shares(old, context, shown), shares(new, context, shown)
    m, n = sum(c.values()), often * sum(d.values())
    at = shown.index(word) if word in shown else len(shown)
    part = before[at] * m / (m + n)
    if n > 0:
        part += often * d.get(word, 0) / n * n / (m + n)
    return {
        "before": before[at],
        "after": after[at],
        "weighted": part,
        "cost_before": ngram.nll(news, ngram.mle(old)),
        "cost_after": ngram.nll(news, ngram.mle(new)),
        "text_cost": ngram.nll(old, ngram.mle(old)) if old else 0.0,
        "text_after": ngram.nll(old, ngram.mle(new)) if old else 0.0,
        "times_word": c.get(word, 0),
        "times_context": m,
        "more_word": often * d.get(word, 0),
        "more_context": n,
        "whole": total(after),
        "shown": shown,
        "counts": c,
        "old": before,
        "new": after,
    }


def values(state):
    found = work(state)
    return {name: found[name] for name in found if name not in ("shown", "counts", "old", "new")}


def unseen(state):
    """The first word of the new sentence that the old text never had in its place, and its context."""
    words = int(state["order"])
    model = ngram.mle(counted(lines(state), words))
    tokens = ngram.marked(sentence(state), words + 1, True)
    for context, word in ngram.ngrams(tokens, words + 1):
        if ngram.probability(model, context, word) == 0:
            return (context, word)
    return None


def cut(word):
    """A word, or the beginning of one that is very long."""
    return word if len(word) <= LONG else word[: LONG - 1] + "…"


def named(token):
    """A mark in words."""
    return {ngram.START: "the start", ngram.END: "the end"}.get(token, "“" + cut(token) + "”")


def read(state):
    """The new sentence in quotes."""
    return "“" + " ".join([cut(word) for word in sentence(state)]) + "”"


def place(state):
    """Where the word is watched, in words."""
    context = [word for word in watched(state)[0] if word != ngram.START]
    if context:
        at = " at the start" if len(context) < int(state["order"]) else ""
        return "after “" + " ".join([cut(word) for word in context]) + "”" + at
    return "at the start" if state["order"] else "at any place"


def tick(word):
    short = word if len(word) <= 9 else word[:8] + "…"
    return "(end)" if word == ngram.END else short


def frame(shown):
    ticks = tuple([(float(i), tick(word)) for i, word in enumerate(shown + ("others",))])
    found = Frame(
        Axis(-0.5, len(shown) + 0.5, "next word", ticks),
        Axis(0.0, 1.0, "probability", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))),
    )
    found.top = 96
    return found


def picture(state, v, prediction):
    found = work(state)
    end = len(found["shown"]) + 0.5
    hollow = tuple((i - 0.2, p, "") for i, p in enumerate(found["old"]))
    filled = tuple((i + 0.2, p, fixed(p, 2) if p > 0 else "") for i, p in enumerate(found["new"]))
    marks = [Text("context", "What comes " + place(state) + "?", end, 1.0, "end", up=60)]
    before = Bars("rest", hollow, 30)
    answer = [
        Bars("event", filled, 30),
        Text("said", "hollow: before   filled: after", end, 1.0, "end", up=30),
    ]
    if prediction:
        answer.append(Text("predicted", "you predicted: " + SAID[prediction["choice"]], -0.5, 1.0, up=60))
    return Picture(frame(found["shown"]), marks=(before,) + tuple(marks), answer=tuple(answer))


SAID = {"falls": "falls", "stays": "stays", "rises": "rises", "cannot-tell": "not yet"}


def way(state, v):
    if abs(v["after"] - v["before"]) < SAME:
        return "stays"
    return "rises" if v["after"] > v["before"] else "falls"


def often(state):
    return "once" if state["times"] == 1 else f"{state['times']:.0f} times"


def ask(state, v):
    return (
        f"In the text, {named(watched(state)[1])} came {v['times_word']:.0f} of "
        f"{v['times_context']:.0f} times {place(state)}. Now {read(state)} is read {often(state)}. What "
        f"happens to the probability of {named(watched(state)[1])} {place(state)}?"
    )


def happened(state, v):
    return (
        f"The probability of {named(watched(state)[1])} {place(state)} went from {fixed(v['before'], 4)} to "
        f"{fixed(v['after'], 4)}."
    )


def why(state, v):
    if v["more_context"] == 0:
        return "Nothing in the new sentence comes in that place, so nothing was counted there."
    return (
        f"In that place the new sentence adds {v['more_word']:.0f} of {v['more_context']:.0f}: "
        f"{fixed(v['more_word'] / v['more_context'], 4)}. The new share is the average of both, weighted by "
        "how often the place came."
    )


question = Question(
    "direction",
    "Prediction",
    ask,
    (
        Option(
            "falls",
            "It falls",
            "A sentence that names other words takes from this one if it has its place. Has it, and how "
            "often?",
        ),
        Option(
            "stays",
            "It stays",
            "A word that is not named keeps its count. But the whole of which it is a share may grow.",
        ),
        Option(
            "rises",
            "It rises",
            "Being named adds to the count. It has to be named in this place, and more often than before.",
        ),
    ),
    way,
    happened,
    why,
)

noticed = Question(
    "noticed",
    "Was one of them impossible?",
    lambda state, v: (
        "Look for a filled bar without a hollow one beside it: a word that had probability 0 here and has "
        "some now. Is there one?"
    ),
    (
        Option("yes", "Yes", "Every filled bar has a hollow one beside it: all had been seen here before."),
        Option("no", "No", "One filled bar has nothing beside it."),
    ),
    lambda state, v: (
        "yes" if any(a == 0 and b > 0 for a, b in zip(work(state)["old"], work(state)["new"])) else "no"
    ),
    lambda state, v: (
        f"Before it was read, the sentence cost {fixed(v['cost_before'], 4)} nats a word; "
        f"now it costs {fixed(v['cost_after'], 4)}."
    ),
    lambda state, v: (
        "One word with probability 0, in this place or another, makes the sentence infinitely surprising."
        if v["cost_before"] == INFINITY
        else "Every word of it had been seen in its place, so its surprise was finite all along."
    ),
)


def summary(state, v, revealed):
    told = (
        f"{place(state)[0].upper()}{place(state)[1:]}, {named(watched(state)[1])} came "
        f"{v['times_word']:.0f} of {v['times_context']:.0f} times"
    )
    if not revealed:
        return told + ". What one more sentence does is locked until you predict."
    return (
        told + f", probability {fixed(v['before'], 4)}. After {read(state)}, read "
        f"{often(state)}, it is {fixed(v['after'], 4)}. The "
        f"sentence cost {fixed(v['cost_before'], 4)} nats a word before, and "
        f"{fixed(v['cost_after'], 4)} after."
    )


def table(state):
    found = work(state)
    counts, rows = found["counts"], []
    for word, a, b in zip(found["shown"], found["old"], found["new"]):
        rows.append([tick(word), fixed(counts.get(word, 0), 0), fixed(a, 4), fixed(b, 4)])
    rest = total([number for word, number in counts.items() if word not in found["shown"]])
    rows.append(["others", fixed(rest, 0), fixed(found["old"][-1], 4), fixed(found["new"][-1], 4)])
    return {"header": ["Next word", "Count before", "p before", "p after"], "rows": rows}


def remark(state, v):
    first = unseen(state)
    if first is None:
        return ""
    context, word = first
    before = " after " + " ".join([named(one) for one in context]) if context else ""
    return (
        f"The text has never seen {named(word)}{before}. Its probability was 0, its surprise infinite, "
        "and so "
        "was that of the whole sentence."
    )


stage = Stage(
    title="Your text, and one more sentence",
    formula="likely.formulas.models.ngram",
    controls=(corpus, order, more, own, times),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"order": 1, "more": 3, "times": 1},
    readouts=(
        Readout("before", "p before", "", "the word's share of what came in this place"),
        Readout("after", "p after", "", "with the new sentence counted"),
        Readout("cost_before", "New sentence, before", "nats", "nats a word, before it was read"),
        Readout("cost_after", "New sentence, after", "nats", "nats a word, once it was counted"),
        Readout(
            "text_cost",
            "Old text",
            "nats",
            "nats a word: no model of this context does better",
        ),
    ),
    invariants=(
        Invariant("one", "The shares add up to 1", lambda v: v["whole"], lambda v: 1.0),
        Invariant("average", "New share = weighted average", lambda v: v["after"], lambda v: v["weighted"]),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
