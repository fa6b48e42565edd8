"""The demo of KL divergence: one normal on two bumps, and the gap read in both directions."""

from likely.formulas.elementary import exp
from likely.formulas.families import normal
from likely.formulas.models import two_bumps
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.curve import Curve
from likely.stage.marks.meter import Meter
from likely.stage.marks.region import Region
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

TARGETS = ("Two waves alike", "Three to one", "Close together")
SHAPES = ((0.5, -2.0, 2.0, 0.6), (0.75, -2.0, 2.0, 0.6), (0.5, -0.8, 0.8, 0.6))  # share, left, right, width
NEAR = 0.05  # nats: closer than this, the two gaps count as nearly the same
MOST = 4.0  # nats: as wide as the frame

FRAME = Frame(
    Axis(
        -5.0,
        5.0,
        "when they come, in hours from noon",
        tuple((x, fixed(x, 0)) for x in (-4.0, -2.0, 0.0, 2.0, 4.0)),
    ),
    Axis(
        0.0, 1.0, "density, per hour", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))
    ),
)
FRAME.top = 146  # room for two strips

target = Choice("target", "What happens: p", TARGETS, 0)
mu = Slider("mu", "Middle of q: μ", -5.0, 5.0, 0.5, 2.0, lambda value: "μ = " + fixed(value, 1))
sigma = Slider("sigma", "Spread of q: σ", 0.4, 2.8, 0.2, 0.6, lambda value: "σ = " + fixed(value, 1))

fits = {}  # by target: mean, spread and divergence of the closest normal, forward


def closest(which):
    if which not in fits:
        shape = SHAPES[which]
        mean, sd = two_bumps.mean(shape[0], shape[1], shape[2]), two_bumps.sd(*shape)
        fits[which] = (mean, sd, two_bumps.forward(*shape, mean, sd))
    return fits[which]


entropies = {}  # by target


def own_entropy(which):
    if which not in entropies:
        entropies[which] = two_bumps.entropy(*SHAPES[which])
    return entropies[which]


def values(state):
    which = int(state["target"])
    shape = SHAPES[which]
    mean, sd, least = closest(which)
    return {
        "forward": two_bumps.forward(*shape, state["mu"], state["sigma"]),
        "reverse": two_bumps.reverse(*shape, state["mu"], state["sigma"]),
        "entropy": own_entropy(which),
        "cross_entropy": -normal.log_likelihood(1, mean, sd, state["mu"], state["sigma"]),
        "least": least,
        "mean": mean,
        "sd": sd,
    }


def p_density(which):
    return lambda x: exp(two_bumps.log_prob(x, *SHAPES[which]))


def q_density(mu, sigma):
    return lambda x: exp(normal.log_prob(x, mu, sigma))


def picture(state, v, prediction):
    which = int(state["target"])
    peak = q_density(state["mu"], state["sigma"])(state["mu"])
    tall = p_density(which)(SHAPES[which][1])
    answer = [
        Meter(
            "forward",
            "KL(p‖q) " + fixed(v["forward"], 3) + " nats: p happens, q is expected",
            v["forward"],
            MOST,
            0,
        ),
        Meter(
            "reverse",
            "KL(q‖p) " + fixed(v["reverse"], 3) + " nats: q happens, p is expected",
            v["reverse"],
            MOST,
            1,
        ),
        Curve("best", "", q_density(v["mean"], v["sd"]), -5.0, 5.0, 81, key=which),
        Text(
            "best-name",
            "closest forward",
            v["mean"],
            q_density(v["mean"], v["sd"])(v["mean"]),
            "middle",
            up=8,
        ),
    ]
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 5.0, 1.0, "end", up=-16)
        )
    return Picture(
        FRAME,
        marks=(
            Region("data", p_density(which), -5.0, 5.0, 121, key=which),
            Curve(
                "model",
                "",
                q_density(state["mu"], state["sigma"]),
                -5.0,
                5.0,
                101,
                key=(state["mu"], state["sigma"]),
            ),
            Text("data-name", "p", SHAPES[which][1], tall, "middle", up=7),
            Text("model-name", "q", state["mu"], min(peak, 0.97), "start", right=12, up=2),
        ),
        answer=tuple(answer),
    )


SAID = {"forward": "KL(p‖q)", "near": "nearly the same", "reverse": "KL(q‖p)", "cannot-tell": "not yet"}


def larger(state, v):
    if abs(v["forward"] - v["reverse"]) < NEAR:
        return "near"
    return "forward" if v["forward"] > v["reverse"] else "reverse"


def told(state):
    return (
        f"p is {TARGETS[int(state['target'])].lower()}; q is one normal with μ = {fixed(state['mu'], 1)} and "
        f"σ = {fixed(state['sigma'], 1)}."
    )


def ask(state, v):
    return (
        told(state)
        + " KL(p‖q) is the extra surprise when p happens and q is expected. KL(q‖p) is the extra surprise "
        "when q happens and p is expected. Which is larger here?"
    )


def happened(state, v):
    return f"KL(p‖q) is {fixed(v['forward'], 3)} nats and KL(q‖p) is {fixed(v['reverse'], 3)} nats."


def why(state, v):
    if larger(state, v) == "near":
        return (
            "What q leaves out and what q invents cost nearly the same here. Change the spread by one "
            "step, and one "
            "of them takes over."
        )
    if larger(state, v) == "forward":
        return (
            "q leaves something out. Wherever p has visitors and q reckons with next to none, each of "
            "them is a shock, "
            "and p sends many. Read the other way, q never goes there, and nobody minds."
        )
    return (
        "q invents something. It sends visitors to hours that p thinks empty, and someone who expects p "
        "is shocked by "
        "each. Read the other way, p hardly ever goes there, and a little too much expected costs little."
    )


question = Question(
    "larger",
    "Prediction",
    ask,
    (
        Option(
            "forward",
            "KL(p‖q) is larger",
            "What q leaves out looks like the worst flaw. It is only if q leaves much out: look for "
            "places with p "
            "and without q, and then for places with q and without p.",
        ),
        Option(
            "near",
            "Nearly the same, within 0.05 nats",
            "A difference between two curves looks like one thing. But each direction weighs it by its "
            "own curve.",
        ),
        Option(
            "reverse",
            "KL(q‖p) is larger",
            "What q invents looks like the worst flaw. It is only if q stands where p has almost nothing: "
            "look for "
            "places with q and without p, and then for the opposite.",
        ),
    ),
    larger,
    happened,
    why,
)


def cost_at(state, x):
    """p(x)·log(p(x)/q(x)): what one place adds to KL(p‖q), per hour."""
    log_p = two_bumps.log_prob(x, *SHAPES[int(state["target"])])
    return exp(log_p) * (log_p - normal.log_prob(x, state["mu"], state["sigma"]))


def worst_bump(state, v):
    shape = SHAPES[int(state["target"])]
    gap = cost_at(state, shape[1]) - cost_at(state, shape[2])
    if abs(gap) < 1e-9:
        return "both"
    return "left" if gap > 0 else "right"


noticed = Question(
    "noticed",
    "Where does KL(p‖q) hurt most?",
    lambda state, v: "Compare the tops of the two bumps of p. At which of them does expecting q cost more?",
    (
        Option(
            "left",
            "At the left one",
            "Look for the bump that q covers less, and mind how much of p stands there.",
        ),
        Option("both", "At both alike", "Only if q treats the two alike, and they are equally high."),
        Option(
            "right",
            "At the right one",
            "Look for the bump that q covers less, and mind how much of p stands there.",
        ),
    ),
    worst_bump,
    lambda state, v: (
        f"Left, an hour adds {fixed(cost_at(state, SHAPES[int(state['target'])][1]), 3)} nats; "
        f"right, {fixed(cost_at(state, SHAPES[int(state['target'])][2]), 3)}."
    ),
    lambda state, v: (
        "Each place counts as often as p comes there, times how much more surprising it is under q. A "
        "negative amount "
        "means that q expected more there than p does."
    ),
)


def summary(state, v, revealed):
    if not revealed:
        return told(state) + " The gaps are locked until you predict."
    return (
        told(state)
        + f" KL(p‖q) is {fixed(v['forward'], 4)} nats and KL(q‖p) is {fixed(v['reverse'], 4)}. The smallest "
        f"KL(p‖q) any normal reaches is {fixed(v['least'], 4)}, at μ = {fixed(v['mean'], 2)} and σ = "
        f"{fixed(v['sd'], 2)}."
    )


PLACES = ((0.0, 2.8), (0.0, 2.0), (0.0, 1.4), (1.0, 1.4), (2.0, 1.0), (2.0, 0.6), (-2.0, 0.6))
tables = {}  # by target: the table is the same for every q, and dragging asks for it often


def table(state):
    """Both gaps at a few places, from covering to seeking."""
    which = int(state["target"])
    if which not in tables:
        rows = []
        for at, spread in PLACES:
            forward, reverse = (
                two_bumps.forward(*SHAPES[which], at, spread),
                two_bumps.reverse(*SHAPES[which], at, spread),
            )
            rows.append([fixed(at, 1), fixed(spread, 1), fixed(forward, 4), fixed(reverse, 4)])
        tables[which] = {"header": ["μ", "σ", "KL(p‖q)", "KL(q‖p)"], "rows": rows}
    return tables[which]


def remark(state, v):
    if v["forward"] > MOST:
        return (
            f"KL(p‖q) has left the picture: {fixed(v['forward'], 2)} nats. It is finite only because the "
            f"tail of a normal "
            "is never quite zero. A q that called the other wave impossible would make it infinite."
        )
    if v["forward"] - v["least"] < 0.01:
        return (
            "This is as close as one normal comes, forward: its mean and spread are those of p. It is "
            "what maximum "
            "likelihood would choose for very many visitors."
        )
    return ""


stage = Stage(
    title="One bell for two waves",
    formula="likely.formulas.models.two_bumps",
    controls=(target, mu, sigma),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"target": 0, "mu": 0.0, "sigma": 2.0},
    readouts=(
        Readout(
            "forward", "Forward gap KL(p‖q)", "nats", "p happens, q is expected: punishes what q leaves out"
        ),
        Readout(
            "reverse", "Reverse gap KL(q‖p)", "nats", "q happens, p is expected: punishes what q invents"
        ),
        Readout(
            "least", "Smallest forward gap", "nats", "at the mean and spread of p: the price of one bell"
        ),
    ),
    invariants=(
        Invariant(
            "identity",
            "H(p, q) = H(p) + KL(p‖q)",
            lambda v: v["cross_entropy"],
            lambda v: v["entropy"] + v["forward"],
        ),
        Invariant(
            "floor",
            "no normal goes below the smallest forward gap",
            lambda v: min(v["forward"], v["least"]),
            lambda v: v["least"],
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
