"""The demo of Distributions: three families, one budget of probability, and a height to predict first."""

from likely.formulas.elementary import exp, total
from likely.formulas.families import bernoulli, normal
from likely.formulas.information import surprise
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.bars import Bars
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.budget import Budget
from likely.stage.marks.curve import Curve
from likely.stage.marks.region import Region
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

BERNOULLI, CATEGORICAL, NORMAL = 0, 1, 2
CLOUD = 0.6  # of what the sun leaves, cloud takes this share and rain the rest
HALF = 0.5  # metres: the filled event is a miss of less than this
STRIPS, REACH = 120, 10  # the area is added up in strips, out to ten σ on both sides

HEIGHTS = ((0.0, "0"), (0.5, "0.5"), (1.0, "1"), (1.5, "1.5"), (2.0, "2"))
MASS = Axis(0.0, 2.0, "mass: a probability", HEIGHTS)
DENSITY = Axis(0.0, 2.0, "density: probability per metre", HEIGHTS)
METRES = ((-2.0, "−2"), (-1.0, "−1"), (0.0, "0"), (1.0, "1"), (2.0, "2"))
FRAMES = (
    Frame(Axis(-0.5, 1.5, "a toss of a bent coin", ((0.0, "tails"), (1.0, "heads"))), MASS),
    Frame(Axis(-0.5, 2.5, "tomorrow's weather", ((0.0, "sun"), (1.0, "cloud"), (2.0, "rain"))), MASS),
    Frame(Axis(-2.5, 2.5, "how far a throw misses the mark, in metres", METRES), DENSITY),
)
for frame in FRAMES:
    frame.top = 96  # room for the strip above
NAMES = (("tails", "heads"), ("sun", "cloud", "rain"), ("left", "within ½ m", "right"))
EVENTS = (1, 0, 1)  # which share is filled
EVENT_WORDS = ("heads", "sun", "a miss of less than ½ m")
SYMBOLS = ("θ", "p(sun)", "σ")

family = Choice("family", "Family", ("Bernoulli", "Categorical", "Normal"), NORMAL)
parameter = Slider(
    "parameter", "Parameter: θ, p(sun) or σ", 0.2, 1.0, 0.05, 0.2, lambda value: "set to " + fixed(value, 2)
)


def density(sigma):
    """The normal density around the mark, probability per metre."""
    return lambda x: exp(normal.log_prob(x, 0.0, sigma))


def shares(which, setting):
    """The budget, divided: the masses, or the areas of three stretches of the axis."""
    if which == BERNOULLI:
        return tuple(exp(bernoulli.log_prob(x, setting)) for x in (0, 1))
    if which == CATEGORICAL:
        return (setting, CLOUD * (1 - setting), (1 - CLOUD) * (1 - setting))
    tail = normal.cdf(-HALF, 0.0, setting)
    return (tail, normal.cdf(HALF, 0.0, setting) - tail, tail)


def whole(which, setting):
    """The masses added up, or the area of strips under the density."""
    if which != NORMAL:
        return total(shares(which, setting))
    width = 2 * REACH * setting / STRIPS
    height = density(setting)
    return width * total([height((i + 0.5) * width - REACH * setting) for i in range(STRIPS)])


def values(state):
    which, setting = int(state["family"]), state["parameter"]
    parts = shares(which, setting)
    peak = density(setting)(0.0) if which == NORMAL else max(parts)
    return {
        "parameter": setting,
        "peak": peak,
        "event": parts[EVENTS[which]],
        "total": whole(which, setting),
        "surprise": surprise(peak),
        "share_0": parts[0],
        "share_1": parts[1],
        "share_2": parts[2] if len(parts) > 2 else 0.0,
    }


def picture(state, v, prediction):
    which, setting = int(state["family"]), state["parameter"]
    parts = [(v["share_0"], 0), (v["share_1"], 1), (v["share_2"], 2)][: len(NAMES[which])]
    answer = [
        Budget("budget", "the budget of 1, divided", tuple(slice_of(which, part, i) for part, i in parts))
    ]
    if which == NORMAL:
        height = density(setting)
        answer += [
            Region("rest", height, -2.5, 2.5, 61, key=setting),
            Region("event", height, -HALF, HALF, 41, key=setting),
            Curve("density", "", height, -2.5, 2.5, 161, key=setting),
            Text("peak", "highest " + fixed(v["peak"], 3) + " per metre", 0.0, v["peak"], right=10, up=4),
            Text("inside", "within ½ m: " + fixed(v["event"], 3), -0.6, 0.45, "end", right=-4),
        ]
    else:
        bars = [(float(i), part, fixed(part, 2)) for part, i in parts]
        filled = bars.pop(EVENTS[which])
        answer += [Bars("rest", tuple(bars)), Bars("event", (filled,))]
    if prediction:
        answer.append(
            Text(
                "predicted",
                "you predicted: " + SAID[prediction["choice"]],
                FRAMES[which].x_axis.low,
                1.7,
                right=8,
            )
        )
    return Picture(
        FRAMES[which],
        marks=(
            Baseline("one", "", 1.0),
            whole_budget(which),
        ),
        answer=tuple(answer),
    )


def slice_of(which, part, i):
    return (part, NAMES[which][i] + " " + fixed(part, 2), "event" if i == EVENTS[which] else "rest")


def whole_budget(which):
    if which == CATEGORICAL:  # sun, on the left, may need the room
        return Text("whole", "the whole budget", FRAMES[which].x_axis.high, 1.0, "end", right=-8, up=7)
    return Text("whole", "the whole budget", FRAMES[which].x_axis.low, 1.0, right=8, up=7)


SAID = {"below": "below 1", "exactly": "exactly 1", "above": "above 1", "cannot-tell": "not yet"}


def compared_with_one(state, v):
    if v["peak"] == 1:
        return "exactly"
    return "above" if v["peak"] > 1 else "below"


def told(which, setting):
    if which == BERNOULLI:
        return f"A bent coin shows heads with probability θ = {fixed(setting, 2)}."
    if which == CATEGORICAL:
        sun = fixed(setting, 2)
        return f"Tomorrow is sunny with probability {sun}; cloud and rain share the rest, three to two."
    return f"Throws scatter around a mark as a normal distribution with σ = {fixed(setting, 2)} metres."


def ask(state, v):
    which = int(state["family"])
    what = "the highest point of its density" if which == NORMAL else "the highest of its bars"
    return told(which, state["parameter"]) + f" How high is {what}?"


def happened(state, v):
    if int(state["family"]) == NORMAL:
        return (
            f"The density rises to {fixed(v['peak'], 3)} per metre. "
            f"The whole area below it is {fixed(v['total'], 2)}, whatever its shape."
        )
    return f"The highest mass is {fixed(v['peak'], 2)}. All masses together are {fixed(v['total'], 2)}."


def why(state, v):
    if int(state["family"]) == NORMAL:
        return (
            f"A density is probability per metre. With σ = {fixed(v['parameter'], 2)} m nearly all of the "
            f"budget lies within {fixed(2 * v['parameter'], 2)} m of the mark. To hold it there, the curve "
            f"must be {fixed(v['peak'], 3)} high. Half the width takes twice the height."
        )
    return (
        "A mass is a probability, a part of the budget of 1. It reaches 1 only when one outcome takes all, "
        "and nothing can take more."
    )


question = Question(
    "height",
    "Prediction",
    ask,
    (
        Option(
            "below",
            "Below 1",
            "No probability is larger than 1, so a height above it looks wrong. But one outcome can take the "
            "whole budget, and a density is no probability: it has a unit.",
        ),
        Option(
            "exactly",
            "Exactly 1",
            "It is the total that is 1: all masses together, or the whole area. One height is only a "
            "part of it.",
        ),
        Option(
            "above",
            "Above 1",
            "Only a density can rise above 1, and only a narrow one. A mass cannot, and a wide density "
            "lies low.",
        ),
    ),
    compared_with_one,
    happened,
    why,
)


noticed = Question(
    "noticed",
    "Where is the probability?",
    lambda state, v: (
        f"The filled part stands for {EVENT_WORDS[int(state['family'])]}. "
        "What in the picture is its probability?"
    ),
    (
        Option(
            "height",
            "Its height",
            "A height here has a unit: per metre. It becomes a probability times a width.",
        ),
        Option(
            "area", "Its area", "The bars could be drawn wider or narrower. Only their heights mean anything."
        ),
    ),
    lambda state, v: "area" if int(state["family"]) == NORMAL else "height",
    lambda state, v: f"The filled part has probability {fixed(v['event'], 4)}.",
    lambda state, v: (
        "Under a density, probability is area. The strip above shows the same shares as lengths."
        if int(state["family"]) == NORMAL
        else "With masses, the height is the probability. The strip above shows the same shares as lengths."
    ),
)


def summary(state, v, revealed):
    which = int(state["family"])
    if not revealed:
        return told(which, state["parameter"]) + " The picture is locked until you predict."
    if which == NORMAL:
        return told(which, state["parameter"]) + (
            f" The density is highest at the mark, {fixed(v['peak'], 3)} per metre; "
            f"the area within half a metre is {fixed(v['event'], 4)}, the whole area {fixed(v['total'], 4)}."
        )
    names = NAMES[which]
    masses = ", ".join(f"{names[i]} {fixed(v['share_' + str(i)], 2)}" for i in range(len(names)))
    return told(which, state["parameter"]) + f" The masses are {masses}; together {fixed(v['total'], 4)}."


def table(state):
    rows = []
    for setting in (0.2, 0.4, 0.6, 0.8, 1.0):
        peaks = [values({"family": which, "parameter": setting})["peak"] for which in (0, 1, 2)]
        totals = [values({"family": which, "parameter": setting})["total"] for which in (0, 1, 2)]
        rows.append([fixed(setting, 1)] + [fixed(peak, 4) for peak in peaks] + [fixed(min(totals), 4)])
    return {
        "header": [
            "Parameter",
            "Bernoulli, highest mass",
            "Categorical",
            "Normal, highest density",
            "Total of each",
        ],
        "rows": rows,
    }


def remark(state, v):
    if int(state["family"]) == NORMAL:
        if v["peak"] < 1:
            return ""
        return (
            f"{fixed(v['peak'], 2)} is no probability. A strip of 1 cm at the mark holds about "
            f"{fixed(v['peak'], 2)} × 0.01 = {fixed(v['peak'] * 0.01, 4)} of the budget. "
            f"Counted in centimetres the same density is {fixed(v['peak'] / 100, 4)}."
        )
    if v["peak"] == 1:
        return (
            "One outcome takes the whole budget. It is certain, its surprise is 0, and the others are "
            "impossible."
        )
    return ""


stage = Stage(
    title="One budget, three families",
    formula="likely.formulas.families.normal",
    controls=(family, parameter),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"family": NORMAL, "parameter": 0.5},
    readouts=(
        Readout("peak", "Highest point", "", "a mass is a probability; a density is probability per metre"),
        Readout("event", "Filled probability", "", "the height of the filled bar, or the filled area"),
        Readout("total", "Total", "", "the masses added up, or the area added up in strips"),
        Readout(
            "surprise",
            "Surprise at the highest point",
            "nats",
            "minus its logarithm: below zero where a density is above 1",
        ),
    ),
    invariants=(Invariant("budget", "the whole budget = 1", lambda v: v["total"], lambda v: 1.0),),
    summary=summary,
    table=table,
    remark=remark,
)
