"""The demo of no maximum: six data sets, one knob, and a likelihood that may rise for ever."""

from likely.formulas.elementary import INFINITY, log
from likely.formulas.families import bernoulli
from likely.formulas.models import logistic_curve, spike
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.curve import Curve
from likely.stage.marks.marker import Thumb
from likely.stage.marks.points import Points
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

SEPARATED, OVERLAPPING, SPIKE, CELLS, NONE, ONE = range(6)
CASES = (
    "Six patients, groups apart",
    "Six patients, groups overlap",
    "Two bells, one on a point",
    "The same, recorded to 0.1",
    "No heads in ten",
    "One head in ten",
)
TOLD = (
    "Doses 1, 2, 3 failed and 4, 5, 6 helped. Each step of the knob doubles the steepness",
    "Doses 1, 2, 4 failed and 3, 5, 6 helped. Each step of the knob doubles the steepness",
    "One bell covers six numbers, one stands on 2.0. Each step of the knob halves its spread",
    "The same numbers, taken as cells of width 0.1. Each step of the knob halves the spread",
    "Ten tosses, no heads. Each step of the knob halves θ",
    "Ten tosses, one head. Each step of the knob halves θ",
)
DOSES = (1, 2, 3, 4, 5, 6)
HELPED = ((0, 0, 0, 1, 1, 1), (0, 0, 1, 0, 1, 1))
NUMBERS = (-0.9, -0.3, 0.2, 0.6, 1.1, 2.0)
FAR = 40.0  # steps of the knob: as good as for ever
LOW, HIGH = -4.0, 8.0

FRAME = Frame(
    Axis(0.0, 10.0, "steps of the knob", tuple((float(x), fixed(x, 0)) for x in range(0, 11, 2))),
    Axis(
        LOW,
        HIGH,
        "log-likelihood gained since step 0",
        tuple((float(y), fixed(y, 0)) for y in range(-4, 9, 4)),
    ),
)

case = Choice("case", "Data and model", CASES, SEPARATED)
knob = Slider("knob", "The knob", 0.0, 10.0, 0.5, 2.0, lambda value: "step " + fixed(value, 1))


def setting(which, step):
    """The parameter that the knob stands for: its symbol and its value."""
    if which in (SEPARATED, OVERLAPPING):
        return "steepness", 0.5 * 2**step
    if which in (SPIKE, CELLS):
        return "spread", 0.5**step
    return "θ", 0.5 ** (step + 1)


def log_likelihood(which, step):
    at = setting(which, step)[1]
    if which in (SEPARATED, OVERLAPPING):
        return logistic_curve.log_likelihood(HELPED[which], DOSES, 3.5, at)
    if which == SPIKE:
        return spike.log_likelihood(NUMBERS, 2.0, at)
    if which == CELLS:
        return spike.rounded(NUMBERS, 0.1, 2.0, at)
    return bernoulli.log_likelihood(10, 0.0 if which == NONE else 0.1, at)


fates = {}  # by case: what happens for ever, the supremum of what is gained, and where it is reached


def fate(which):
    """Looked up by trying the knob far beyond its end."""
    if which not in fates:
        start = log_likelihood(which, 0.0)
        told = [log_likelihood(which, i / 4) - start for i in range(int(4 * FAR) + 1)]
        most = max(told)
        if told[-1] < most - 1e-6:
            fates[which] = ("turns", most, told.index(most) / 4)
        elif told[-1] - told[len(told) // 2] > 1:
            fates[which] = ("endless", INFINITY, INFINITY)
        else:
            fates[which] = ("levels", most, INFINITY)
    return fates[which]


def values(state):
    which = int(state["case"])
    here = log_likelihood(which, state["knob"])
    return {
        "loglik": here,
        "gain": here - log_likelihood(which, 0.0),
        "next": log_likelihood(which, state["knob"] + 1) - here,
        "supremum": fate(which)[1],
        "parameter": setting(which, state["knob"])[1],
    }


def picture(state, v, prediction):
    which = int(state["case"])
    start = log_likelihood(which, 0.0)
    kind, most, best = fate(which)

    def gained(step):
        return max(log_likelihood(which, step) - start, LOW)

    answer = [
        Curve("gain", "", gained, 0.0, 10.0, 81, key=which),
        Points("here", ((state["knob"], v["gain"], True),)),
        Text("told", "gained " + fixed(v["gain"], 3) + " nats", 0.0, HIGH, right=10, up=-18),
    ]
    if kind == "levels":
        answer.append(Baseline("limit", "limit " + fixed(most, 3) + ", never reached", most, right=True))
    elif kind == "turns":
        answer.append(Text("top", "largest here, " + fixed(most, 3), best, most, "start", right=8, up=12))
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 10.0, HIGH, "end", up=10)
        )
    name, at = setting(which, state["knob"])
    return Picture(
        FRAME,
        marks=(
            Text("setting", name + " = " + fixed(at, 5 if at < 0.1 else 2), 0.0, HIGH, up=52),
            Baseline("start", "", 0.0),
            Thumb("knob", state["knob"]),
        ),
        answer=tuple(answer),
    )


SAID = {"turns": "turns", "levels": "towards a limit", "endless": "without limit", "cannot-tell": "not yet"}


def told(state):
    which = int(state["case"])
    name, at = setting(which, state["knob"])
    return TOLD[which] + f"; now the {name} is {fixed(at, 5 if at < 0.1 else 2)}."


def ask(state, v):
    return told(state) + " If the knob is turned on and on, what does the log-likelihood do?"


def happened(state, v):
    kind, most, best = fate(int(state["case"]))
    if kind == "turns":
        top = f"{fixed(most, 3)} nats above the start"
        return f"It is largest at step {fixed(best, 2)}, {top}, and falls after that."
    if kind == "levels":
        return f"It rises all the way, towards {fixed(most, 3)} nats above the start, and never gets there."
    return "It rises all the way, and passes every number there is. In the end each step adds log 2 nats."


WHY = (
    "Nobody objects: every patient is on the right side of the middle, and a steeper curve is surer of "
    "each of them. "
    "Certainty is the limit, and no finite steepness is certain.",
    "Two patients stand on the wrong side. The steeper the curve, the more impossible it calls them, and "
    "they happened.",
    "The height on the one point doubles with each halving. The other five lose a bounded amount, once: "
    "the broad "
    "bell looks after them.",
    "A cell has a probability, and no probability passes 1. The bell on the point can at most hold the "
    "whole cell.",
    "Heads never came, so the less they are expected, the better. θ = 0 would be best of all, and halving "
    "never gets "
    "there.",
    "One head came. As θ shrinks, that one toss becomes a shock without limit, and outweighs the nine tails.",
)


def why(state, v):
    return WHY[int(state["case"])]


question = Question(
    "fate",
    "Prediction",
    ask,
    (
        Option(
            "turns",
            "It reaches a largest value and falls",
            "Most likelihoods have a top. They have it because, going on, something that happened becomes "
            "more "
            "and more surprising. Is there such a thing here?",
        ),
        Option(
            "levels",
            "It rises for ever, towards a limit",
            "A limit needs a bound. Probabilities have one, at 1. Densities have none, and a term that "
            "grows more "
            "surprising turns the curve.",
        ),
        Option(
            "endless",
            "It rises for ever, without limit",
            "Rising for ever is not yet rising without limit. The logarithm of a probability never passes 0.",
        ),
    ),
    lambda state, v: fate(int(state["case"]))[0],
    happened,
    why,
)


def one_more(state, v):
    if v["next"] < 0:
        return "loss"
    return "full" if abs(v["next"] - log(2)) < 0.05 else "other"


noticed = Question(
    "noticed",
    "What does one more step bring?",
    lambda state, v: (
        f"Stand at step {fixed(state['knob'], 1)} of the curve. What does going one step on bring?"
    ),
    (
        Option("loss", "A loss", "Follow the curve from the dot to the right."),
        Option("full", "About log 2, 0.69 nats", "Compare the height of the curve here and one step on."),
        Option("other", "A gain of another size", "Compare the height of the curve here and one step on."),
    ),
    one_more,
    lambda state, v: f"The next step changes the log-likelihood by {fixed(v['next'], 4, True)} nats.",
    lambda state, v: (
        "A program sees only its next step. A small gain can mean that the top is near, or that the way "
        "is endless "
        "and flat. A theorem about the data tells the two apart; the step does not."
    ),
)


def summary(state, v, revealed):
    if not revealed:
        return told(state) + " The curve is locked until you predict."
    return told(state) + f" Log-likelihood {fixed(v['loglik'], 4)} nats. " + happened(state, v)


def table(state):
    which = int(state["case"])
    rows = []
    for step in (0, 1, 2, 4, 6, 8, 10):
        at = setting(which, step)[1]
        rows.append([str(step), fixed(at, 6), fixed(log_likelihood(which, step), 6)])
    return {"header": ["Step", setting(which, 0)[0], "Log-likelihood"], "rows": rows}


REMARKS = (
    "Verdict: not attained. The direction is the steepness, the limit a step at 3.5, the supremum 0 nats.",
    "Verdict: interior. The groups overlap, so no middle separates them, and the maximum exists and is "
    "unique.",
    "Verdict: unbounded. The direction is the spread of one bell on one number. A resolution makes the "
    "problem well posed.",
    "Bounded. The log-likelihood of cells cannot pass 0. Here it still prefers a bell inside one cell: "
    "bounded is not yet "
    "sensible.",
    "Verdict: on the edge, if θ = 0 belongs to the model. If it asks for 0 < θ < 1: not attained.",
    "Verdict: interior. One head is enough to keep θ away from 0.",
)


def remark(state, v):
    return REMARKS[int(state["case"])]


stage = Stage(
    title="Turn it on and on",
    formula="likely.formulas.models.logistic_curve",
    controls=(case, knob),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"case": SPIKE, "knob": 3.0},
    readouts=(
        Readout("loglik", "Log-likelihood", "nats", "of all that happened", 5),
        Readout("gain", "Gained since step 0", "nats", "what turning has brought so far", 4, True),
        Readout("next", "One more step brings", "nats", "all that a climbing program can see", 6, True),
        Readout("supremum", "Smallest upper bound", "nats", "of the gain; ∞ where there is none", 4),
        Readout("parameter", "The parameter", "", "steepness, spread or θ, as the knob sets it", 6),
    ),
    invariants=(
        Invariant(
            "bound",
            "the gain never passes its smallest upper bound",
            lambda v: max(v["gain"], v["supremum"]),
            lambda v: v["supremum"],
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
