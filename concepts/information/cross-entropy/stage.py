"""The demo of Cross-Entropy: what happens, what is expected, and the price of the difference both ways."""

from likely.formulas import information
from likely.formulas.elementary import xlogy
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.budget import Budget
from likely.stage.marks.stack import Stack
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

OUTCOMES = ("sun", "cloud", "rain")
CLIMATES = ("Changeable", "Dry season", "All alike")
HAPPENS = ((0.5, 0.3, 0.2), (0.6, 0.4, 0.0), (1 / 3, 1 / 3, 1 / 3))
EQUAL = 0.0005  # nats: below this the two columns show the same number

FRAME = Frame(
    x=Axis(
        0.0,
        2.0,
        "the same two, in both roles",
        ((0.45, "p happens, q expected"), (1.45, "q happens, p expected")),
    ),
    y=Axis(
        0.0, 2.5, "nats a day", ((0.0, "0"), (0.5, "0.5"), (1.0, "1"), (1.5, "1.5"), (2.0, "2"), (2.5, "2.5"))
    ),
)
FRAME.top = 150  # room for two strips

climate = Choice("climate", "What happens: p", CLIMATES, 0)
sun = Slider("sun", "Expected sun: q(sun)", 0.05, 0.95, 0.05, 0.9, lambda value: "sun " + fixed(value, 2))
cloud = Slider(
    "cloud",
    "Cloud's share of the rest",
    0.0,
    1.0,
    0.1,
    0.9,
    lambda value: f"cloud takes {100 * value:.0f} % of the rest",
)


def happens(state):
    return HAPPENS[int(state["climate"])]


def expected(state):
    rest = 1 - state["sun"]
    return (state["sun"], rest * state["cloud"], rest * (1 - state["cloud"]))


def values(state):
    p, q = happens(state), expected(state)
    return {
        "cross_entropy": information.cross_entropy(p, q),
        "entropy": information.entropy(p),
        "kl": information.kl(p, q),
        "reverse": information.kl(q, p),
        "reverse_entropy": information.entropy(q),
        "reverse_cross_entropy": information.cross_entropy(q, p),
        "q_sun": q[0],
        "q_cloud": q[1],
        "q_rain": q[2],
    }


def strip(id, name, probabilities, row):
    shares = tuple((p, word + " " + fixed(p, 2), id) for p, word in zip(probabilities, OUTCOMES))
    return Budget(id, name, shares, row)


def picture(state, v, prediction):
    answer = [
        Stack(
            "forward",
            "H(p, q) " + fixed(v["cross_entropy"], 3),
            0.45,
            (
                (v["entropy"], "H(p) " + fixed(v["entropy"], 3), "entropy"),
                (v["kl"], "KL(p‖q) " + fixed(v["kl"], 3), "kl"),
            ),
        ),
        Stack(
            "backward",
            "H(q, p) " + fixed(v["reverse_cross_entropy"], 3),
            1.45,
            (
                (v["reverse_entropy"], "H(q) " + fixed(v["reverse_entropy"], 3), "entropy"),
                (v["reverse"], "KL(q‖p) " + fixed(v["reverse"], 3), "kl"),
            ),
        ),
    ]
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 2.0, 2.5, "end", up=85)
        )
    return Picture(
        FRAME,
        marks=(
            strip("data", "p: what happens", happens(state), 0),
            strip("model", "q: what is expected", expected(state), 1),
        ),
        answer=tuple(answer),
    )


SAID = {"smaller": "smaller", "same": "the same", "larger": "larger", "cannot-tell": "not yet"}


def swapped(state, v):
    """How KL(q‖p) compares with KL(p‖q)."""
    if v["reverse"] == v["kl"] or abs(v["reverse"] - v["kl"]) < EQUAL:
        return "same"
    return "larger" if v["reverse"] > v["kl"] else "smaller"


def listed(probabilities):
    return ", ".join(word + " " + fixed(p, 2) for p, word in zip(probabilities, OUTCOMES))


def ask(state, v):
    return (
        f"What happens: {listed(happens(state))}. What is expected: {listed(expected(state))}. "
        "Expecting the wrong thing costs KL(p‖q) nats a day. Now let the two change places: the expected "
        "comes to pass, and what used to happen is expected. Is that extra cost smaller, the same, or larger?"
    )


def happened(state, v):
    return (
        f"KL(p‖q) is {fixed(v['kl'], 4)} nats a day. "
        f"With the roles changed, KL(q‖p) is {fixed(v['reverse'], 4)}."
    )


def heaviest(happening, expecting):
    """The outcome that adds most to the cross-entropy."""
    return max(range(3), key=lambda i: -xlogy(happening[i], expecting[i]))


def why(state, v):
    p, q = happens(state), expected(state)
    if swapped(state, v) == "same":
        if v["kl"] < EQUAL:
            return "What happens is what is expected. There is no mismatch to pay for, in either role."
        if v["kl"] == v["reverse"]:
            return (
                "In either role something happens that was called impossible. Both costs are without limit."
            )
        return "Here the two costs agree by coincidence. Move a slider one step, and they part."
    return costliest("With p happening", p, q) + " " + costliest("With q happening", q, p)


def costliest(when, happening, expecting):
    i = heaviest(happening, expecting)
    often, thought = fixed(100 * happening[i], 0), fixed(100 * expecting[i], 0)
    told = f"{when}, {OUTCOMES[i]} costs most: it comes on {often} days in a hundred and was "
    if expecting[i] == 0:
        return told + "called impossible. That cost has no limit."
    return told + f"expected on {thought}, at {fixed(information.surprise(expecting[i]), 2)} nats a time."


question = Question(
    "swap",
    "Prediction",
    ask,
    (
        Option(
            "smaller",
            "Smaller",
            "Changing places can look like a relief. But each role has its own days, and one day called "
            "nearly impossible outweighs many good ones.",
        ),
        Option(
            "same",
            "The same",
            "The two differ by the same amounts whichever way one looks. But each way averages over what "
            "happens in it, and different things happen.",
        ),
        Option(
            "larger",
            "Larger",
            "A one-sided forecast looks costly from both ends. But once it comes to pass, its rare days are "
            "rare and hardly count.",
        ),
    ),
    swapped,
    happened,
    why,
)


noticed = Question(
    "noticed",
    "Which warm part is the longer?",
    lambda state, v: (
        "The warm parts of the two columns are the two costs of expecting the wrong thing. Which is longer?"
    ),
    (
        Option(
            "left", "The left one", "Compare only the warm parts. What lies below them is entropy, and stays."
        ),
        Option("equal", "They are equally long", "Read the numbers beside the warm parts."),
        Option(
            "right",
            "The right one",
            "Compare only the warm parts. What lies below them is entropy, and stays.",
        ),
    ),
    lambda state, v: {"smaller": "left", "same": "equal", "larger": "right"}[swapped(state, v)],
    lambda state, v: f"Left {fixed(v['kl'], 3)}, right {fixed(v['reverse'], 3)} nats.",
    lambda state, v: (
        "Each is a cross-entropy minus the entropy below it: the part that better expectations would save."
    ),
)


def summary(state, v, revealed):
    data = f"p is {listed(happens(state))}; q is {listed(expected(state))}"
    if not revealed:
        return data + ". The columns are locked until you predict."
    return (
        data
        + f". Cross-entropy {fixed(v['cross_entropy'], 4)} nats is entropy {fixed(v['entropy'], 4)} plus "
        f"KL(p‖q) {fixed(v['kl'], 4)}; the other way round, KL(q‖p) is {fixed(v['reverse'], 4)}."
    )


def table(state):
    rows = []
    for p, q, word in zip(happens(state), expected(state), OUTCOMES):
        spent = 0.0 if p == 0 else p * information.surprise(q)
        rows.append([word, fixed(p, 2), fixed(q, 4), fixed(information.surprise(q), 4), fixed(spent, 4)])
    whole = values(state)["cross_entropy"]
    rows.append(["together", fixed(1.0, 2), fixed(1.0, 4), "", fixed(whole, 4)])
    return {"header": ["Outcome", "p", "q", "Surprise −log q", "p × surprise"], "rows": rows}


def remark(state, v):
    p, q = happens(state), expected(state)
    never = [word for p_i, q_i, word in zip(p, q, OUTCOMES) if p_i > 0 and q_i == 0]
    if never:
        return (
            f"q calls {never[0]} impossible, and it happens. That one outcome costs infinitely many nats, "
            "and no good day pays it back. The column has no top."
        )
    spared = [word for p_i, q_i, word in zip(p, q, OUTCOMES) if p_i == 0 and q_i > 0]
    if spared:
        return (
            f"q keeps some probability for {spared[0]}, which never happens. That costs something, and not "
            "much. In the other role the same difference costs infinitely many nats."
        )
    return ""


stage = Stage(
    title="Two forecasts, in both roles",
    formula="likely.formulas.information",
    controls=(climate, sun, cloud),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"climate": 1, "sun": 0.5, "cloud": 0.5},
    readouts=(
        Readout(
            "cross_entropy", "Cross-entropy H(p, q)", "nats", "average surprise of what happens, expecting q"
        ),
        Readout("entropy", "Entropy H(p)", "nats", "what even the right expectations pay"),
        Readout("kl", "KL(p‖q)", "nats", "the extra cost of expecting q"),
        Readout("reverse", "KL(q‖p)", "nats", "the extra cost with the roles changed"),
    ),
    invariants=(
        Invariant(
            "identity",
            "H(p, q) = H(p) + KL(p‖q)",
            lambda v: v["cross_entropy"],
            lambda v: v["entropy"] + v["kl"],
        ),
        Invariant(
            "reverse-identity",
            "H(q, p) = H(q) + KL(q‖p)",
            lambda v: v["reverse_cross_entropy"],
            lambda v: v["reverse_entropy"] + v["reverse"],
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
