"""The demo of entropy and coding: four symbols, three sets of words, and what each wastes."""

from likely.formulas import coding, information
from likely.stage.controls import Slider
from likely.stage.format import fixed
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.budget import Budget
from likely.stage.marks.stack import Stack
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

SYMBOLS = ("a", "b", "c", "d")
LENGTHS = (1, 2, 3, 3)
WORDS = coding.words(LENGTHS)
ROOMS = tuple(coding.room(length) for length in LENGTHS)  # what the words expect
ALIKE = (0.25, 0.25, 0.25, 0.25)
PLAIN = 2.0  # bits a symbol, with words 00, 01, 10, 11
NEAR = 0.05  # bits: closer than this, two averages count as the same
NOTHING = 0.0005  # bits: below this a waste shows as 0.000

FRAME = Frame(
    Axis(
        0.0,
        3.0,
        "three codes for the same symbols",
        ((0.4, ", ".join(WORDS)), (1.4, "00, 01, 10, 11"), (2.4, "best for p")),
    ),
    Axis(0.0, 3.0, "bits a symbol, on average", tuple((x / 2, fixed(x / 2, 1)) for x in range(7))),
)
FRAME.top = 150  # room for two strips

a = Slider("a", "Probability of a", 0.05, 0.85, 0.05, 0.3, lambda value: "p(a) = " + fixed(value, 2))
b = Slider(
    "b", "b's share of the rest", 0.1, 0.9, 0.1, 0.4, lambda value: f"b takes {100 * value:.0f} % of the rest"
)
c = Slider(
    "c",
    "c's share of what is left",
    0.1,
    0.9,
    0.2,
    0.5,
    lambda value: f"c takes {100 * value:.0f} %, d the others",
)


def probabilities(state):
    rest = 1 - state["a"]
    left = rest * (1 - state["b"])
    return (state["a"], rest * state["b"], left * state["c"], left * (1 - state["c"]))


def values(state):
    p = probabilities(state)
    entropy = coding.entropy_bits(p)
    best = coding.huffman_lengths(p)
    return {
        "average": coding.average_length(p, LENGTHS),
        "entropy": entropy,
        "kl": coding.kl_bits(p, ROOMS),
        "plain_waste": coding.kl_bits(p, ALIKE),
        "best": coding.average_length(p, best),
        "best_kraft": coding.kraft(best),
        "nats": information.entropy(p),
        "p_a": p[0],
        "p_b": p[1],
        "p_c": p[2],
        "p_d": p[3],
    }


def column(id, at, total, entropy):
    parts = (
        (entropy, "H " + fixed(entropy, 3), "entropy"),
        (max(total - entropy, 0.0), "+ " + fixed(total - entropy, 3), "kl"),
    )
    return Stack(id, fixed(total, 3), at, parts)


def picture(state, v, prediction):
    p = probabilities(state)
    happens = tuple((share, s + " " + fixed(share, 2), "data") for s, share in zip(SYMBOLS, p))
    expects = tuple((room, s + ": " + word, "model") for s, room, word in zip(SYMBOLS, ROOMS, WORDS))
    answer = [
        column("short", 0.4, v["average"], v["entropy"]),
        column("plain", 1.4, PLAIN, v["entropy"]),
        column("huffman", 2.4, v["best"], v["entropy"]),
    ]
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 3.0, 3.0, "end", up=-16)
        )
    return Picture(
        FRAME,
        marks=(
            Budget("data", "p: how often each symbol comes", happens, 0),
            Budget("model", "q: the room its word takes", expects, 1),
            Baseline("two", "", PLAIN),
        ),
        answer=tuple(answer),
    )


SAID = {"shorter": "shorter", "same": "the same", "longer": "longer", "cannot-tell": "not yet"}


def compared(state, v):
    if abs(v["average"] - PLAIN) < NEAR:
        return "same"
    return "shorter" if v["average"] < PLAIN else "longer"


def listed(state):
    return ", ".join(s + " " + fixed(p, 2) for s, p in zip(SYMBOLS, probabilities(state)))


def ask(state, v):
    return (
        f"Symbols come with probabilities {listed(state)}. Two bits each would do. With the words "
        f"{', '.join(WORDS)} instead, does a long message become shorter, stay the same, or become longer?"
    )


def happened(state, v):
    return (
        f"The words {', '.join(WORDS)} need {fixed(v['average'], 3)} bits a symbol on average, against 2. "
        f"The entropy is {fixed(v['entropy'], 3)}."
    )


def why(state, v):
    return (
        "The words expect halves and quarters: a half of the time a, a quarter b, an eighth each c and d. "
        "What "
        f"comes is {listed(state)}. Expecting wrongly wastes {fixed(v['kl'], 3)} bits a symbol; "
        f"two bits each, which expect all alike, waste {fixed(v['plain_waste'], 3)}."
    )


question = Question(
    "compared",
    "Prediction",
    ask,
    (
        Option(
            "shorter",
            "Shorter",
            "One bit for a looks like a bargain. But c and d pay for it with three bits each, as often as "
            "they "
            "come.",
        ),
        Option(
            "same",
            "The same, within 0.05 bits",
            "One word shorter and two longer looks like a fair exchange. It is fair only if a comes often "
            "enough.",
        ),
        Option(
            "longer",
            "Longer",
            "Three bits look like a loss. But they fall due only when c or d comes, and a saves a bit "
            "each time.",
        ),
    ),
    compared,
    happened,
    why,
)


noticed = Question(
    "noticed",
    "Does the best code waste anything?",
    lambda state, v: (
        "Look at the column on the right, made for just these probabilities. Is part of it warm?"
    ),
    (
        Option("yes", "Yes, some is left", "Look at the number beside the warm part. Here it is zero."),
        Option(
            "no", "No, it is all entropy", "Look closely: the number beside the thin warm part is not zero."
        ),
    ),
    lambda state, v: "yes" if v["best"] - v["entropy"] > NOTHING else "no",
    lambda state, v: (
        f"The best code needs {fixed(v['best'], 3)} bits, the entropy is {fixed(v['entropy'], 3)}."
    ),
    lambda state, v: (
        "Words have whole numbers of bits, surprises have not. Only probabilities that are halves, quarters, "
        "eighths and so on fit without waste."
    ),
)


def summary(state, v, revealed):
    data = "Symbols come with probabilities " + listed(state)
    if not revealed:
        return data + ". The columns are locked until you predict."
    return (
        data + f". Entropy {fixed(v['entropy'], 4)} bits; the words {', '.join(WORDS)} need "
        f"{fixed(v['average'], 4)}, plain words 2, the best words {fixed(v['best'], 4)}."
    )


def table(state):
    p = probabilities(state)
    best = coding.huffman_lengths(p)
    rows = []
    for i in range(4):
        surprise = fixed(coding.surprise_bits(p[i]), 3)
        rows.append([SYMBOLS[i], fixed(p[i], 3), surprise, WORDS[i], str(best[i])])
    return {"header": ["Symbol", "p", "Surprise, bits", "Word", "Best length"], "rows": rows}


def remark(state, v):
    if v["kl"] < NOTHING:
        return (
            "The symbols come exactly as the words expect. Every word is as long as its symbol's "
            "surprise, and "
            "no code of any kind needs less on average."
        )
    if v["entropy"] < 1:
        return (
            f"The entropy is {fixed(v['entropy'], 3)} bits, less than one. A word has at least one bit, so "
            "single words cannot come near. Coding many symbols together can."
        )
    return ""


stage = Stage(
    title="Four symbols, three code books",
    formula="likely.formulas.coding",
    controls=(a, b, c),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"a": 0.6, "b": 0.5, "c": 0.5},
    readouts=(
        Readout(
            "average", "Average length of " + " ".join(WORDS), "bits", "each length, as often as it is sent"
        ),
        Readout("entropy", "Entropy H(p)", "bits", "the average surprise: no code needs less"),
        Readout("kl", "Waste KL(p‖q)", "bits", "what these words lose by expecting q"),
        Readout("best", "Best code's average", "bits", "Huffman's words for just these probabilities"),
        Readout("nats", "The entropy again", "nats", "bits times log 2"),
    ),
    invariants=(
        Invariant(
            "identity",
            "average length = entropy + waste",
            lambda v: v["average"],
            lambda v: v["entropy"] + v["kl"],
        ),
        Invariant(
            "kraft", "the best words fill their room: Σ 2^−ℓ = 1", lambda v: v["best_kraft"], lambda v: 1.0
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
