"""The demo of Softmax and Logits: three logits to drag, what happened, and the push that follows."""

from likely.formulas.elementary import exp, total
from likely.formulas.models import softmax
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.bars import Bars
from likely.stage.marks.gap import Gap
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

CLASSES = ("cat", "dog", "fox")
LOGITS = ("z_cat", "z_dog", "z_fox")
LOW, HIGH = 1 / 3, 2 / 3
EQUAL = 1e-9

FRAME = Frame(
    x=Axis(-0.5, 2.8, "class", ((0.0, "cat"), (1.0, "dog"), (2.0, "fox"))),
    y=Axis(0.0, 1.0, "probability", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))),
)
FRAME.top = 96

happens = Choice("happens", "What happens: y", CLASSES, 0)


def logit_slider(id, name, start):
    return Slider(id, "Logit of " + name, -3, 3, 1, start, lambda value: name + " " + fixed(value, 0, True))


cat = logit_slider("z_cat", "cat", 2)
dog = logit_slider("z_dog", "dog", 1)
fox = logit_slider("z_fox", "fox", -1)


def logits(state):
    return [float(state[name]) for name in LOGITS]


def target(state):
    return [1.0 if k == int(state["happens"]) else 0.0 for k in range(3)]


def others(state):
    return [k for k in range(3) if k != int(state["happens"])]


def values(state):
    z, y = logits(state), target(state)
    p, slope = softmax.probs(z), softmax.gradient(y, z)
    own = int(state["happens"])
    return {
        "loss": softmax.loss(y, z),
        "kept": p[own],
        "push": slope[own],
        "p_cat": p[0],
        "p_dog": p[1],
        "p_fox": p[2],
        "slope_cat": slope[0],
        "slope_dog": slope[1],
        "slope_fox": slope[2],
        "log_sum": softmax.log_sum_exp(z),
        "logit": z[own],
        "shifted": softmax.loss(y, [one + 5 for one in z]),
    }


def shares(v):
    return (v["p_cat"], v["p_dog"], v["p_fox"])


def slopes(v):
    return (v["slope_cat"], v["slope_dog"], v["slope_fox"])


def picture(state, v, prediction):
    own = int(state["happens"])
    marks = [Text("happened", "y: " + CLASSES[own] + " happened", 2.8, 1.0, "end", up=60)]
    marks += [
        Text("logit-" + name, "logit " + fixed(z, 0, True), float(k), 1.0, "middle", up=26)
        for k, (name, z) in enumerate(zip(CLASSES, logits(state)))
    ]
    bars = tuple((float(k), p, "p̂ " + fixed(p, 3)) for k, p in enumerate(shares(v)))
    answer = [Bars("rest", bars[:own] + bars[own + 1 :]), Bars("event", (bars[own],))]
    for k, slope in enumerate(slopes(v)):
        low, high = (shares(v)[k], 1.0) if k == own else (0.0, shares(v)[k])
        answer.append(Gap("push-" + CLASSES[k], fixed(slope, 3, True), k + 0.19, low, high))
    if prediction:
        answer.append(Text("predicted", "you predicted: " + SAID[prediction["choice"]], -0.5, 1.0, up=60))
    return Picture(FRAME, marks=tuple(marks), answer=tuple(answer))


SAID = {"weak": "weakly", "middling": "middling", "strong": "strongly", "cannot-tell": "not yet"}


def strength(state, v):
    """How hard the logit of what happened is pushed up: as much as its probability falls short of 1."""
    if -v["push"] < LOW:
        return "weak"
    return "strong" if -v["push"] > HIGH else "middling"


def listed(state):
    return ", ".join([name + " " + fixed(z, 0, True) for name, z in zip(CLASSES, logits(state))])


def ask(state, v):
    return (
        f"The logits are {listed(state)}, and it is a {CLASSES[int(state['happens'])]}. Training pushes that "
        "logit up by what its probability falls short of 1. How hard?"
    )


def happened(state, v):
    name = CLASSES[int(state["happens"])]
    return (
        f"The {name} had {fixed(v['kept'], 4)}, so its logit is pushed up by {fixed(-v['push'], 4)}. "
        f"The loss is {fixed(v['loss'], 4)} nats."
    )


def why(state, v):
    z, own = logits(state), int(state["happens"])
    rival = others(state)[0] if z[others(state)[0]] >= z[others(state)[1]] else others(state)[1]
    lead = z[own] - z[rival]
    times = fixed(exp(abs(lead)), 2)
    if lead == 0:
        told = f"The {CLASSES[own]} and the {CLASSES[rival]} are level, so they have the same probability."
    elif lead > 0:
        told = (
            f"It leads the {CLASSES[rival]} by {fixed(lead, 0)}: e to that makes it {times} times as likely."
        )
    else:
        told = (
            f"It is {fixed(-lead, 0)} behind the {CLASSES[rival]}: e to that makes the other {times} times "
            "as likely."
        )
    return told + " What is missing to 1 is the push, model minus data."


question = Question(
    "push",
    "Prediction",
    ask,
    (
        Option(
            "weak",
            "Weakly, below 1/3",
            "A class in the lead seems to be safe. But e to a small lead is a small factor, and two rivals "
            "share the rest.",
        ),
        Option(
            "middling",
            "Middling, 1/3 to 2/3",
            "Dividing the logits like votes gives middling shares nearly always. Powers of e spread "
            "them out.",
        ),
        Option(
            "strong",
            "Strongly, above 2/3",
            "A logit that is low looks hopeless. Only the distance to the highest one counts.",
        ),
    ),
    strength,
    happened,
    why,
)


def harder(state, v):
    first, second = others(state)
    a, b = shares(v)[first], shares(v)[second]
    if abs(a - b) < EQUAL:
        return "equal"
    return "left" if a > b else "right"


noticed = Question(
    "noticed",
    "Who is pushed down harder?",
    lambda state, v: (
        f"The {CLASSES[others(state)[0]]} and the {CLASSES[others(state)[1]]} did not happen. Which of "
        "the two "
        "is pushed down harder?"
    ),
    (
        Option("left", "The one on the left", "Compare the two bars: the push down is the bar itself."),
        Option(
            "equal", "Both alike", "They did not happen, both of them. But one may hold more than the other."
        ),
        Option("right", "The one on the right", "Compare the two bars: the push down is the bar itself."),
    ),
    harder,
    lambda state, v: ", ".join([CLASSES[k] + " " + fixed(slopes(v)[k], 4, True) for k in others(state)]),
    lambda state, v: (
        "For a class that did not happen the slope is its probability minus 0. Together these pushes are as "
        f"large as the push up, {fixed(-v['push'], 4)}."
    ),
)


def summary(state, v, revealed):
    told = f"The logits are {listed(state)}; the {CLASSES[int(state['happens'])]} happened"
    if not revealed:
        return told + ". The probabilities are locked until you predict."
    return (
        told + ". The probabilities are "
        f"{', '.join([n + ' ' + fixed(p, 3) for n, p in zip(CLASSES, shares(v))])}; "
        f"the slopes {', '.join([fixed(s, 3, True) for s in slopes(v)])}; the loss "
        f"{fixed(v['loss'], 4)} nats."
    )


def table(state):
    v, y = values(state), target(state)
    rows = [
        [name, fixed(z, 0, True), fixed(exp(z), 4), fixed(p, 4), fixed(one, 0), fixed(slope, 4, True)]
        for name, z, p, one, slope in zip(CLASSES, logits(state), shares(v), y, slopes(v))
    ]
    powers = total([exp(z) for z in logits(state)])
    rows.append(
        ["together", "", fixed(powers, 4), fixed(total(shares(v)), 4), "1", fixed(total(slopes(v)), 4)]
    )
    return {"header": ["Class", "Logit", "e^logit", "p̂", "y", "Slope p̂ − y"], "rows": rows}


def remark(state, v):
    z = logits(state)
    if z[0] == z[1] == z[2]:
        return "All logits are level, whatever their height: a third for each, and a loss of log 3."
    if v["kept"] < 0.01:
        behind = max(z) - v["logit"]
        return (
            f"A confident mistake: the class is {fixed(behind, 0)} behind, and costs {fixed(v['loss'], 2)} "
            "nats. From here on each step of the logit down costs one nat more."
        )
    if v["kept"] > 0.99:
        return "Nearly certain, and right. The push has almost stopped, but it never does."
    return ""


stage = Stage(
    title="Three logits and a push",
    formula="likely.formulas.models.softmax",
    controls=(happens, cat, dog, fox),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"happens": 1, "z_cat": 2, "z_dog": 1, "z_fox": -1},
    readouts=(
        Readout("loss", "Loss", "nats", "surprise at what happened"),
        Readout("kept", "Kept for what happened", "", "its probability p̂"),
        Readout("push", "Slope in its logit", "", "model minus data, p̂ − 1", 4, True),
        Readout("log_sum", "Log of the sum", "nats", "log Σ e^logit: loss plus the logit of what happened"),
    ),
    invariants=(
        Invariant("balance", "The slopes add up to 0", lambda v: total(slopes(v)), lambda v: 0.0),
        Invariant("sum", "loss = log Σ e^z − z", lambda v: v["loss"], lambda v: v["log_sum"] - v["logit"]),
        Invariant("leads", "Adding 5 to all changes nothing", lambda v: v["loss"], lambda v: v["shifted"]),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
