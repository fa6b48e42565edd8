"""A stage with few states."""

from likely.formulas.families import bernoulli
from likely.stage.controls import Slider
from likely.stage.format import fixed
from likely.stage.marks.curve import Curve
from likely.stage.marks.marker import Thumb
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

FRAME = Frame(Axis(0.0, 1.0, "θ", ((0.5, "0.5"),)), Axis(0.0, 2.0, "nats", ((1.0, "1"),)))


def values(state):
    p_hat = state["k"] / 4
    return {
        "nll": bernoulli.nll(p_hat, state["theta"]),
        "entropy": bernoulli.entropy(p_hat),
        "kl": bernoulli.kl(p_hat, state["theta"]),
        "gradient": bernoulli.logit_gradient(p_hat, state["theta"]),
    }


def picture(state, v, prediction):
    p_hat = state["k"] / 4
    curve = Curve("nll", "NLL", lambda at: bernoulli.nll(p_hat, at), 0.1, 0.9, 9)
    return Picture(FRAME, (Thumb("theta", state["theta"]),), (curve,))


def truth(state, v):
    return "up" if v["gradient"] < 0 else "down"


def say(state, v):
    return f"{state['k']:.0f} of 4 at θ = {fixed(state['theta'], 1)}?"


def summary(state, v, revealed):
    return say(state, v) + (f" NLL {fixed(v['nll'], 4)}." if revealed else "")


def table(state):
    places = [{"k": state["k"], "theta": theta} for theta in (0.2, 0.8)]
    rows = [[fixed(place["theta"], 1), fixed(values(place)["nll"], 4)] for place in places]
    return {"header": ["θ", "NLL"], "rows": rows}


OPTIONS = (Option("down", "Down", "A tempting idea."), Option("up", "Up", "Another."))

stage = Stage(
    title="Four tosses",
    formula="likely.formulas.families.bernoulli",
    controls=(
        Slider("k", "Heads", 0, 4, 1, 3, lambda k: f"{k:.0f} of 4"),
        Slider("theta", "Model parameter θ", 0.1, 0.9, 0.1, 0.5, lambda theta: "θ = " + fixed(theta, 1)),
    ),
    values=values,
    picture=picture,
    question=Question("direction", "Prediction", say, OPTIONS, truth, say, say),
    noticed=Question("noticed", "What did it do?", say, OPTIONS, truth, say, say),
    retry={"k": 1, "theta": 0.7},
    readouts=(Readout("nll", "Average NLL", "nats", "per toss"), Readout("kl", "KL", "nats", "the rest")),
    invariants=(Invariant("identity", "NLL = H + KL", lambda v: v["nll"], lambda v: v["entropy"] + v["kl"]),),
    summary=summary,
    table=table,
    remark=lambda state, v: "At the edge." if state["k"] in (0, 4) else "",
)
