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

FIRST = ("the cat sat on the mat", "the dog sat on the rug", "the cat saw the dog")
OTHERS = ("the dog sat on the mat", "the cat sat on the rug", "the dog saw the cat")
TEXTS = (FIRST, FIRST + FIRST, FIRST + OTHERS)
SENTENCES = (
    "the fox sat on the mat",
    "the dog sat on the rug",
    "the cat sat on the mat",
    "the cat saw the rug",
    "a cat sat",
)
CONTEXTS = ((), ("the",), ("on", "the"))
AFTER = ("at any place", "after “the”", "after “on the”")
SHOWN = ("cat", "dog", "fox", "mat", "rug")
WATCHED = "mat"
SAME = 1e-12

TICKS = tuple((float(i), word) for i, word in enumerate(SHOWN + ("others",)))
FRAME = Frame(
    x=Axis(-0.5, 5.5, "next word", TICKS),
    y=Axis(0.0, 1.0, "probability", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))),
)
FRAME.top = 96

text = Choice("text", "Text", ("Three sentences", "The same three, twice", "Six sentences"), 0)
order = Choice("order", "Words of context", ("None", "One word", "Two words"), 1)
more = Choice("more", "One more sentence", SENTENCES, 0)
times = Slider(
    "times",
    "How often it is read",
    1,
    10,
    1,
    1,
    lambda value: "read once" if value == 1 else f"read {value:.0f} times",
)


def counted(sentences, words):
    """Counts of all sentences; each has start marks, and its end is a word too."""
    found = {}
    for one in sentences:
        tokens = ngram.marked(one.split(), words + 1, True)
        found = ngram.merge(found, ngram.count(ngram.ngrams(tokens, words + 1)))
    return found


def following(counts, words):
    """How often each word followed the context that is drawn."""
    return counts.get(CONTEXTS[words], {})


def shares(counts, words):
    """The shares of the words that are drawn, and of all others together."""
    model = ngram.mle(counts)
    context = CONTEXTS[words]
    if context not in model:
        return [0.0] * (len(SHOWN) + 1)
    drawn = [ngram.probability(model, context, word) for word in SHOWN]
    rest = [p for word, p in model[context].items() if word not in SHOWN]
    return drawn + [total(rest)]


# Counting is the same work for many states; the last results are kept.
_KEPT = {}


def work(state):
    key = (int(state["text"]), int(state["order"]), int(state["more"]), int(state["times"]))
    if key not in _KEPT:
        if len(_KEPT) > 40:
            _KEPT.clear()
        which, words, extra, often = key
        old = counted(TEXTS[which], words)
        news = counted((SENTENCES[extra],), words)
        new = old
        for _ in range(often):
            new = ngram.merge(new, news)
        before, after = shares(old, words), shares(new, words)
        at = SHOWN.index(WATCHED)
        c, d = following(old, words), following(news, words)
        m, n = sum(c.values()), often * sum(d.values())
        part = before[at] * m / (m + n)
        if n > 0:
            part += often * d.get(WATCHED, 0) / n * n / (m + n)
        _KEPT[key] = {
            "before": before[at],
            "after": after[at],
            "weighted": part,
            "cost_before": ngram.nll(news, ngram.mle(old)),
            "cost_after": ngram.nll(news, ngram.mle(new)),
            "text_cost": ngram.nll(old, ngram.mle(old)),
            "text_after": ngram.nll(old, ngram.mle(new)),
            "times_mat": c.get(WATCHED, 0),
            "times_context": m,
            "more_mat": often * d.get(WATCHED, 0),
            "more_context": n,
            "whole": total(after),
            "old": before,
            "new": after,
        }
    return _KEPT[key]


def values(state):
    return {name: value for name, value in work(state).items() if name not in ("old", "new")}


def unseen(state):
    """The first word of the new sentence that the old text never had in its place, and its context."""
    words = int(state["order"])
    model = ngram.mle(counted(TEXTS[int(state["text"])], words))
    tokens = ngram.marked(SENTENCES[int(state["more"])].split(), words + 1, True)
    for context, word in ngram.ngrams(tokens, words + 1):
        if ngram.probability(model, context, word) == 0:
            return (context, word)
    return None


def named(token):
    """A mark in words."""
    return {ngram.START: "the start", ngram.END: "the end"}.get(token, "“" + token + "”")


def picture(state, v, prediction):
    found, words = work(state), int(state["order"])
    hollow = tuple((i - 0.2, p, "") for i, p in enumerate(found["old"]))
    filled = tuple((i + 0.2, p, fixed(p, 2) if p > 0 else "") for i, p in enumerate(found["new"]))
    marks = [Text("context", "What comes " + AFTER[words] + "?", 5.5, 1.0, "end", up=60)]
    before = Bars("rest", hollow, 30)
    answer = [
        Bars("event", filled, 30),
        Text("said", "hollow: before   filled: after", 5.5, 1.0, "end", up=30),
    ]
    if prediction:
        answer.append(Text("predicted", "you predicted: " + SAID[prediction["choice"]], -0.5, 1.0, up=60))
    return Picture(FRAME, marks=(before,) + tuple(marks), answer=tuple(answer))


SAID = {"falls": "falls", "stays": "stays", "rises": "rises", "cannot-tell": "not yet"}


def way(state, v):
    if abs(v["after"] - v["before"]) < SAME:
        return "stays"
    return "rises" if v["after"] > v["before"] else "falls"


def often(state):
    return "once" if state["times"] == 1 else f"{state['times']:.0f} times"


def place(state):
    return AFTER[int(state["order"])]


def ask(state, v):
    return (
        f"In the text, “{WATCHED}” came {v['times_mat']:.0f} of {v['times_context']:.0f} times "
        f"{place(state)}. Now “{SENTENCES[int(state['more'])]}” is read {often(state)}. What happens to "
        f"the probability of “{WATCHED}” {place(state)}?"
    )


def happened(state, v):
    return (
        f"The probability of “{WATCHED}” {place(state)} went from {fixed(v['before'], 4)} to "
        f"{fixed(v['after'], 4)}."
    )


def why(state, v):
    if v["more_context"] == 0:
        return "Nothing in the new sentence comes in that place, so nothing was counted there."
    return (
        f"In that place the new sentence adds {v['more_mat']:.0f} of {v['more_context']:.0f}: "
        f"{fixed(v['more_mat'] / v['more_context'], 4)}. The new share is the average of both, weighted by "
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
        f"{place(state)[0].upper()}{place(state)[1:]}, “{WATCHED}” came {v['times_mat']:.0f} of "
        f"{v['times_context']:.0f} times"
    )
    if not revealed:
        return told + ". What one more sentence does is locked until you predict."
    return (
        told + f", probability {fixed(v['before'], 4)}. After “{SENTENCES[int(state['more'])]}”, read "
        f"{often(state)}, "
        f"it is {fixed(v['after'], 4)}. The "
        f"sentence cost {fixed(v['cost_before'], 4)} nats a word before, and "
        f"{fixed(v['cost_after'], 4)} after."
    )


def table(state):
    found, words = work(state), int(state["order"])
    old = following(counted(TEXTS[int(state["text"])], words), words)
    rows = []
    for word, a, b in zip(SHOWN, found["old"], found["new"]):
        rows.append([word, fixed(old.get(word, 0), 0), fixed(a, 4), fixed(b, 4)])
    rest = total([number for word, number in old.items() if word not in SHOWN])
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
    title="A text and one more sentence",
    formula="likely.formulas.models.ngram",
    controls=(text, order, more, times),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"text": 0, "order": 1, "more": 3, "times": 1},
    readouts=(
        Readout("before", "p(mat) before", "", "its share of what came in this place"),
        Readout("after", "p(mat) after", "", "with the new sentence counted"),
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
