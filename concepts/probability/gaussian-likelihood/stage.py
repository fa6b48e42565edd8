"""The demo of Gaussian likelihood: six leaves, two dials, and heights that are not probabilities."""

from likely.formulas.elementary import INFINITY, exp
from likely.formulas.families import normal
from likely.formulas.models import normal_sample
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.curve import Curve
from likely.stage.marks.marker import Thumb
from likely.stage.marks.points import Points
from likely.stage.marks.stem import Stem
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

SAMPLES = ("Scattered leaves", "Nearly equal leaves", "Six equal records")
LEAVES = ((4.2, 4.7, 4.9, 5.1, 5.4, 5.7), (4.9, 5.0, 5.0, 5.0, 5.0, 5.1), (5.0, 5.0, 5.0, 5.0, 5.0, 5.0))
STEP = 0.1  # cm: lengths were recorded to the nearest millimetre
MILLIMETRES = 10.0  # to the centimetre

FRAME = Frame(
    Axis(4.0, 6.0, "length of a leaf, in cm", tuple((x / 2, fixed(x / 2, 1)) for x in range(8, 13))),
    Axis(0.0, 4.0, "density, per cm", tuple((float(y), fixed(y, 0)) for y in range(5))),
)

sample = Choice("sample", "What was recorded", SAMPLES, 0)
mu = Slider("mu", "Middle μ", 4.0, 6.0, 0.2, 5.0, lambda value: "μ = " + fixed(value, 1) + " cm")
sigma = Slider("sigma", "Spread σ", 0.05, 1.0, 0.05, 0.2, lambda value: "σ = " + fixed(value, 2) + " cm")


def density(mu, sigma):
    return lambda x: exp(normal.log_prob(x, mu, sigma))


def values(state):
    leaves = LEAVES[int(state["sample"])]
    middle, spread = state["mu"], state["sigma"]
    distance = normal_sample.distance(leaves, middle)
    if distance < 1e-9:
        distance = 0.0  # 5.0 on the slider is a sum of steps, and may miss 5 by a rounding error
    in_millimetres = [MILLIMETRES * x for x in leaves]
    return {
        "loglik": normal_sample.log_likelihood(leaves, middle, spread),
        "millimetres": normal_sample.log_likelihood(
            in_millimetres, MILLIMETRES * middle, MILLIMETRES * spread
        ),
        "shift": normal_sample.unit_shift(len(leaves), MILLIMETRES),
        "rounded": normal_sample.rounded(leaves, STEP, middle, spread),
        "best_sigma": distance,
        "best": normal_sample.log_likelihood(leaves, middle, distance) if distance > 0 else INFINITY,
        "top": max([density(middle, spread)(x) for x in leaves]),
    }


def picture(state, v, prediction):
    which = int(state["sample"])
    height = density(state["mu"], state["sigma"])
    answer = [Stem(f"height-{i}", x, min(height(x), 4.0)) for i, x in enumerate(LEAVES[which])]
    answer += [
        Points("heights", tuple((x, height(x), True) for x in LEAVES[which])),
        Text("told", "log-likelihood " + fixed(v["loglik"], 3) + " nats", 4.0, 4.0, right=8, up=-18),
    ]
    if v["best_sigma"] > 0:
        key = (which, state["mu"])
        answer.append(Curve("best", "", density(state["mu"], v["best_sigma"]), 4.0, 6.0, 81, key=key))
        words = "dashed: best σ for this μ, " + fixed(v["best_sigma"], 3)
    else:
        words = "no σ is best: narrower is always better"
    answer.append(Text("best-name", words, 4.0, 4.0, right=8, up=-42))
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 6.0, 4.0, "end", up=12)
        )
    return Picture(
        FRAME,
        marks=(
            Baseline("one", "", 1.0),
            Points("leaves", tuple((x, 0.0, False) for x in LEAVES[which])),
            Curve("model", "", height, 4.0, 6.0, 101, key=(state["mu"], state["sigma"])),
            Thumb("mu", state["mu"]),
        ),
        answer=tuple(answer),
    )


SAID = {"decrease": "decrease σ", "leave": "leave σ", "increase": "increase σ", "cannot-tell": "not yet"}


def direction(state, v):
    gap = v["best_sigma"] - state["sigma"]
    if abs(gap) < sigma.step / 2 and v["best_sigma"] > 0:
        return "leave"
    return "increase" if gap > 0 else "decrease"


def told(state):
    return (
        f"{SAMPLES[int(state['sample'])]}: "
        f"{', '.join([fixed(x, 1) for x in LEAVES[int(state['sample'])]])} cm. "
        f"The curve has μ = {fixed(state['mu'], 1)} and σ = {fixed(state['sigma'], 2)}."
    )


def ask(state, v):
    return (
        told(state) + " With μ kept, would maximum likelihood decrease σ, leave it within half a step, or "
        "increase it?"
    )


def happened(state, v):
    if v["best_sigma"] == 0:
        return (
            f"At σ = {fixed(state['sigma'], 2)} the log-likelihood is {fixed(v['loglik'], 3)} nats, and "
            f"every "
            "smaller σ has more."
        )
    return (
        f"At σ = {fixed(state['sigma'], 2)} the log-likelihood is {fixed(v['loglik'], 3)} nats. For this "
        f"μ it is "
        f"largest, {fixed(v['best'], 3)}, at σ = {fixed(v['best_sigma'], 3)}."
    )


def why(state, v):
    if v["best_sigma"] == 0:
        return (
            "All records are equal and μ stands on them. A narrower curve is higher there, for all six at "
            "once, "
            "and nobody is left outside to object. There is no largest value."
        )
    if direction(state, v) == "leave":
        return "The typical distance of the leaves from μ is already σ. Narrower or wider, both lose."
    typical = fixed(v["best_sigma"], 3)
    if direction(state, v) == "increase":
        return (
            f"The leaves typically lie {typical} cm from μ, more than σ. The outer ones stand where the "
            f"curve is "
            "low, and a wider curve serves them better."
        )
    return (
        f"The leaves typically lie {typical} cm from μ, less than σ. The curve keeps height for places where "
        "nothing was found."
    )


question = Question(
    "direction",
    "Prediction",
    ask,
    (
        Option(
            "decrease",
            "Decrease σ",
            "A narrower curve is higher in the middle, which looks like progress. Look at the outermost "
            "leaves: "
            "their heights are factors of the same product.",
        ),
        Option(
            "leave",
            "Leave σ",
            "The curve may look right. What counts is whether the data's typical distance from μ is just σ.",
        ),
        Option(
            "increase",
            "Increase σ",
            "A wider curve reaches more leaves, which looks generous. Its area stays 1: what it gains "
            "outside it "
            "loses in the middle, where most leaves are.",
        ),
    ),
    direction,
    happened,
    why,
)


noticed = Question(
    "noticed",
    "Is there a height above 1?",
    lambda state, v: (
        "Look at the heights of the curve above the leaves. Does one of them exceed the dashed line at 1?"
    ),
    (
        Option("yes", "Yes", "Follow the columns up from the leaves: none of them reaches the line."),
        Option("no", "No", "Follow the columns up from the leaves, in the middle above all."),
    ),
    lambda state, v: "yes" if v["top"] > 1 else "no",
    lambda state, v: f"The highest column is {fixed(v['top'], 3)} per cm.",
    lambda state, v: (
        f"It is no probability but a density. The records themselves, cells of a millimetre, have "
        f"together the "
        f"log-probability {fixed(v['rounded'], 3)}, below 0 as it must be."
    ),
)


def summary(state, v, revealed):
    if not revealed:
        return told(state) + " The log-likelihood is locked until you predict."
    best = "no σ is best" if v["best_sigma"] == 0 else f"the best σ is {fixed(v['best_sigma'], 4)}"
    return (
        told(state)
        + f" Log-likelihood {fixed(v['loglik'], 4)} nats per cm, {fixed(v['millimetres'], 4)} per mm, "
        f"{fixed(v['rounded'], 4)} for the records as cells; for this μ {best}."
    )


def table(state):
    rows = []
    for spread in (0.05, 0.1, 0.2, 0.5, 1.0):
        v = values({"sample": state["sample"], "mu": state["mu"], "sigma": spread})
        rows.append([fixed(spread, 2)] + [fixed(v[name], 3) for name in ("loglik", "millimetres", "rounded")])
    return {"header": ["σ in cm", "Per cm", "Per mm", "As cells"], "rows": rows}


def remark(state, v):
    if v["best_sigma"] == 0:
        return (
            "Unbounded: each halving of σ adds 6·log 2 nats, for ever. As cells of a millimetre the same "
            "records "
            f"have {fixed(v['rounded'], 4)} nats here, and never more than 0: a resolution gives the "
            f"question a top."
        )
    if state["sigma"] < STEP:
        return (
            "The curve is narrower than the marks on the ruler. Where in its cell a leaf really lay now "
            "decides "
            "its density, and nobody knows. The cells' probabilities do not depend on it."
        )
    return ""


stage = Stage(
    title="Six leaves under one curve",
    formula="likely.formulas.models.normal_sample",
    controls=(sample, mu, sigma),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"sample": 2, "mu": 5.0, "sigma": 0.2},
    readouts=(
        Readout("loglik", "Log-likelihood", "nats", "of densities per cm", 4),
        Readout("millimetres", "The same, in mm", "nats", "of densities per mm: 6·log 10 lower", 4),
        Readout("rounded", "Of the records", "nats", "probabilities of millimetre cells: never above 0", 4),
        Readout("best_sigma", "Best σ for this μ", "cm", "the leaves' typical distance from μ", 4),
        Readout("top", "Highest density", "per cm", "at an observation; no probability", 3),
    ),
    invariants=(
        Invariant(
            "units",
            "per cm − per mm = 6·log 10",
            lambda v: v["loglik"] - v["millimetres"],
            lambda v: v["shift"],
        ),
        Invariant("best", "no σ beats the best", lambda v: max(v["loglik"], v["best"]), lambda v: v["best"]),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
