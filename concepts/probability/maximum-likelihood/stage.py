"""The demo of Maximum Likelihood: twenty tosses, one parameter, and a curve the reader predicts first."""

from likely.formulas.families import bernoulli
from likely.stage.controls import Slider
from likely.stage.format import fixed
from likely.stage.marks.arrow import Arrow
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.curve import Curve
from likely.stage.marks.dots import Dots
from likely.stage.marks.gap import Gap
from likely.stage.marks.marker import Marker, Thumb
from likely.stage.marks.region import Region
from likely.stage.marks.stem import Stem
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

N = 20

FRAME = Frame(
    x=Axis(
        0.0, 1.0, "model parameter θ", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))
    ),
    y=Axis(
        0.0, 2.0, "average NLL, nats a toss", ((0.0, "0"), (0.5, "0.5"), (1.0, "1"), (1.5, "1.5"), (2.0, "2"))
    ),
)

successes = Slider("k", "Observed successes", 0, N, 1, 14, lambda k: f"{k:.0f} of {N} successes")
theta = Slider("theta", "Model parameter θ", 0.01, 0.99, 0.01, 0.4, lambda value: "θ = " + fixed(value, 2))


def values(state):
    p_hat = state["k"] / N
    return {
        "p_hat": p_hat,
        "theta": state["theta"],
        "nll": bernoulli.nll(p_hat, state["theta"]),
        "entropy": bernoulli.entropy(p_hat),
        "kl": bernoulli.kl(p_hat, state["theta"]),
        "logit_gradient": bernoulli.logit_gradient(p_hat, state["theta"]),
        "mle": bernoulli.mle(p_hat),
    }


def picture(state, v, prediction):
    p_hat = v["p_hat"]
    answer = [
        Region(
            "mismatch",
            lambda at: bernoulli.nll(p_hat, at),
            theta.low,
            theta.high,
            points=50,
            key=p_hat,
            base=v["entropy"],
        ),
        Curve("nll", "average NLL", lambda at: bernoulli.nll(p_hat, at), theta.low, theta.high, key=p_hat),
        Marker("mle", "MLE " + fixed(v["mle"], 2), v["mle"]),
        Stem("share", state["theta"], v["entropy"]),
        Gap(
            "kl",
            "KL " + fixed(v["kl"], 3),
            state["theta"],
            v["entropy"],
            v["nll"],
            left=state["theta"] > v["mle"],
        ),
    ]
    if prediction:
        answer.append(predicted(prediction))
    return Picture(
        FRAME,
        marks=(
            Dots("tosses", int(state["k"]), N),
            Baseline(
                "entropy",
                "entropy of the data " + fixed(v["entropy"], 3),
                v["entropy"],
                right=2 * state["k"] < N,
            ),
            Thumb("theta", state["theta"]),
        ),
        answer=tuple(answer),
    )


def predicted(prediction):
    at = prediction["state"]["theta"]
    reach = {"decrease": -0.12, "increase": 0.12}.get(prediction["choice"], 0.0)
    return Arrow("predicted", "you predicted", at, min(max(at + reach, 0.0), 1.0), 0.12)


def direction(state, v):
    gradient = v["logit_gradient"]
    if abs(gradient) < theta.step / 2:
        return "leave"
    return "decrease" if gradient > 0 else "increase"


def ask(state, v):
    return (
        f"{state['k']:.0f} of {N} tosses succeeded, and the model stands at θ = {fixed(state['theta'], 2)}. "
        "To make what happened less surprising, would maximum likelihood decrease θ, leave it, or increase "
        "it?"
    )


def happened(state, v):
    return (
        f"At θ = {fixed(state['theta'], 2)} the average NLL is {fixed(v['nll'], 4)} nats. "
        f"It is smallest, {fixed(v['entropy'], 4)} nats, at θ = {fixed(v['mle'], 2)}."
    )


def why(state, v):
    if direction(state, v) == "leave":
        return "The model already expects success exactly as often as it happened, so no move can help."
    side = "too rarely" if v["logit_gradient"] < 0 else "too often"
    return (
        f"The model expects success {side}: θ − p̂ = {fixed(v['logit_gradient'], 2, True)}. "
        f"Moving θ to the observed proportion saves {fixed(v['kl'], 4)} nats a toss."
    )


question = Question(
    "direction",
    "Prediction",
    ask,
    (
        Option(
            "decrease",
            "Decrease θ",
            "Lowering θ makes each failure less surprising and each success more so. The average weighs the "
            "two by how often they happened.",
        ),
        Option(
            "leave",
            "Leave θ",
            "A fair or familiar value can feel safe. The likelihood has no preference of its own: it looks "
            "only at what happened.",
        ),
        Option(
            "increase",
            "Increase θ",
            "Raising θ makes each success less surprising and each failure more so. The average weighs the "
            "two by how often they happened.",
        ),
    ),
    direction,
    happened,
    why,
)


def at_theta(state, v):
    return {"decrease": "rises", "leave": "flat", "increase": "falls"}[direction(state, v)]


noticed = Question(
    "noticed",
    "What did the line do?",
    lambda state, v: (
        f"Look at the curve where θ = {fixed(state['theta'], 2)}. "
        "Going to the right from there, what does it do?"
    ),
    (
        Option(
            "falls",
            "It falls",
            "Follow the curve from the dot to the right, not from the left edge of the picture.",
        ),
        Option("flat", "It is at its lowest", "The lowest point is at the dashed MLE line."),
        Option("rises", "It rises", "Follow the curve from the dot to the right, not towards the left edge."),
    ),
    at_theta,
    lambda state, v: f"The curve is lowest at the MLE line, θ = {fixed(v['mle'], 2)}.",
    lambda state, v: (
        "The height above the dashed entropy line is the KL mismatch. Moving θ towards p̂ closes it."
    ),
)


def summary(state, v, revealed):
    data = f"{state['k']:.0f} of {N} tosses succeeded; the model stands at θ = {fixed(state['theta'], 2)}"
    if not revealed:
        return data + ". The curve is locked until you predict."
    return (
        data + f". Average NLL {fixed(v['nll'], 4)} nats is entropy {fixed(v['entropy'], 4)} "
        f"plus KL {fixed(v['kl'], 4)}; the curve is lowest at θ = {fixed(v['mle'], 2)}."
    )


tables = {}  # by k: the table is the same for every θ, and dragging θ asks for it often


def table(state):
    if state["k"] in tables:
        return tables[state["k"]]
    rows = []
    for tenth in range(1, 10):
        v = values({"k": state["k"], "theta": tenth / 10})
        rows.append(
            [fixed(v[name], digits) for name, digits in (("theta", 1), ("nll", 4), ("entropy", 4), ("kl", 4))]
        )
    tables[state["k"]] = {"header": ["θ", "Average NLL", "Entropy", "KL"], "rows": rows}
    return tables[state["k"]]


def remark(state, v):
    if 0 < state["k"] < N:
        return ""
    end, kind = ("1", "success") if state["k"] == N else ("0", "failure")
    return (
        f"All {N} tosses are a {kind}. The maximum lies on the edge, θ̂ = {end}: attained on [0, 1], only "
        f"approached on (0, 1). There the model calls the other outcome impossible, and meeting it even once "
        "would cost infinitely many nats. That is why the slider stops at 0.01 and 0.99."
    )


stage = Stage(
    title="Twenty tosses and one parameter",
    formula="likely.formulas.families.bernoulli",
    controls=(successes, theta),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"k": 5, "theta": 0.6},
    readouts=(
        Readout("nll", "Average NLL", "nats", "surprise per toss under the model"),
        Readout("entropy", "Entropy baseline", "nats", "what no θ can go below"),
        Readout("kl", "KL mismatch", "nats", "the part that moving θ can remove"),
        Readout(
            "logit_gradient",
            "Logit gradient",
            "",
            "θ − p̂, the slope in log odds; the curve drawn here is over θ, so its slope is another number",
            2,
            True,
        ),
        Readout("mle", "Maximum-likelihood estimate", "", "the observed proportion", 2),
    ),
    invariants=(
        Invariant(
            "identity", "average NLL = entropy + KL", lambda v: v["nll"], lambda v: v["entropy"] + v["kl"]
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
