"""The demo of likelihood and posterior: ten tosses, a prior of a chosen weight, and where the peaks lie."""

from likely.formulas.models import coin_with_prior
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.curve import Curve
from likely.stage.marks.dots import Dots
from likely.stage.marks.marker import Marker
from likely.stage.marks.region import Region
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

N = 10
WEIGHTS = (0, 4, 20, 100)  # tosses that the prior is worth
WORDS = ("nothing: flat", "4 tosses", "20 tosses", "100 tosses")
ALIKE = 0.005  # estimates nearer than this count as the same

FRAME = Frame(
    Axis(0.0, 1.0, "θ", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))),
    Axis(0.0, 9.0, "density of θ", tuple((float(y), fixed(y, 0)) for y in range(0, 10, 3))),
)

weight = Choice("weight", "The prior is worth", WORDS, 2)
k = Slider("k", "Observed heads", 0, N, 1, 8, lambda value: f"{value:.0f} of {N} heads")
centre = Slider(
    "centre", "Where the prior is highest", 0.1, 0.9, 0.1, 0.5, lambda value: "highest at " + fixed(value, 1)
)


def prior(state):
    """alpha and beta: one more than the imagined heads and tails."""
    worth = WEIGHTS[int(state["weight"])]
    heads = worth * round(10 * state["centre"]) / 10
    return 1 + heads, 1 + worth - heads


def values(state):
    alpha, beta = prior(state)
    heads = round(state["k"])
    return {
        "mle": heads / N,
        "map": coin_with_prior.map_estimate(alpha, beta, N, heads),
        "mean": coin_with_prior.posterior_mean(alpha, beta, N, heads),
        "log_odds_map": coin_with_prior.map_in_log_odds(alpha, beta, N, heads),
        "area": coin_with_prior.area_under_likelihood(N, heads),
        "flat": coin_with_prior.probability_of_data(1.0, 1.0, N, heads),
        "evidence": coin_with_prior.probability_of_data(alpha, beta, N, heads),
        "peak_at_mle": coin_with_prior.likelihood(heads / N, N, heads),
        "at_map": coin_with_prior.likelihood(coin_with_prior.map_estimate(alpha, beta, N, heads), N, heads),
    }


def picture(state, v, prediction):
    alpha, beta = prior(state)
    heads = round(state["k"])
    stretched = N + 1  # brings the likelihood to area 1, so that all three can be drawn on one scale

    # Words stand where neither prior nor data are; the place tells nothing about the posterior.
    to_left = round(10 * state["centre"]) + heads > 10
    at, anchor, shift = (0.0, "start", 8) if to_left else (1.0, "end", -8)

    def posterior(theta):
        return coin_with_prior.posterior_density(theta, alpha, beta, N, heads)

    answer = [
        Region("model", posterior, 0.0, 1.0, 101, key=(alpha, beta, heads)),
        Curve(
            "likelihood",
            "",
            lambda theta: stretched * coin_with_prior.likelihood(theta, N, heads),
            0.0,
            1.0,
            81,
            key=heads,
        ),
        Marker("mle", "MLE " + fixed(v["mle"], 2), v["mle"]),
        Text(
            "model-name",
            "posterior, highest at " + fixed(v["map"], 3),
            at,
            9.0,
            anchor,
            right=shift,
            up=-40,
        ),
        Text(
            "likelihood-name",
            "dotted: likelihood × " + str(stretched),
            at,
            9.0,
            anchor,
            right=shift,
            up=-64,
        ),
    ]
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 1.0, 9.0, "end", up=24)
        )
    return Picture(
        FRAME,
        marks=(
            Dots("tosses", heads, N),
            Curve(
                "prior",
                "",
                lambda theta: coin_with_prior.prior_density(min(max(theta, 1e-9), 1 - 1e-9), alpha, beta),
                0.0,
                1.0,
                101,
                key=(alpha, beta),
            ),
            Text(
                "prior-name",
                "dashed: prior",
                at,
                9.0,
                anchor,
                right=shift,
                up=-16,
            ),
        ),
        answer=tuple(answer),
    )


SAID = {"below": "below", "same": "the same", "above": "above", "cannot-tell": "not yet"}


def side(state, v):
    if abs(v["map"] - v["mle"]) < ALIKE:
        return "same"
    return "below" if v["map"] < v["mle"] else "above"


def told(state):
    worth = WEIGHTS[int(state["weight"])]
    before = (
        "The prior is flat"
        if worth == 0
        else (f"The prior is worth {worth} tosses and highest at {fixed(state['centre'], 1)}")
    )
    return f"{state['k']:.0f} of {N} tosses came up heads. {before}."


def ask(state, v):
    return (
        told(state)
        + f" The likelihood is highest at {fixed(v['mle'], 1)}. Is the most probable θ, the highest point "
        "of the posterior, below that, the same, or above?"
    )


def happened(state, v):
    return f"The posterior is highest at {fixed(v['map'], 3)}, the likelihood at {fixed(v['mle'], 3)}."


def why(state, v):
    worth = WEIGHTS[int(state["weight"])]
    if worth == 0:
        return (
            "A flat prior multiplies every height by the same number, so the highest point stays. In another "
            f"coordinate it would not: for the log odds the posterior is highest at θ = "
            f"{fixed(v['log_odds_map'], 3)}."
        )
    if side(state, v) == "same":
        return (
            "Prior and data point to the same place. The peak stays there, and becomes sharper than "
            "either alone."
        )
    return (
        f"The prior counts as {worth} tosses with {fixed(worth * state['centre'], 0)} heads. Together "
        f"with the real "
        f"ones that makes {fixed(worth * state['centre'] + state['k'], 0)} of {worth + N}: a proportion "
        f"between the two."
    )


question = Question(
    "side",
    "Prediction",
    ask,
    (
        Option(
            "below",
            "Below",
            "A prior is often thought to shrink everything. It draws towards its own highest point, "
            "wherever that is.",
        ),
        Option(
            "same",
            "The same, within 0.005",
            "The best explanation of the data looks like the most probable one. It is, only if nothing "
            "was more "
            "probable than anything else before.",
        ),
        Option(
            "above",
            "Above",
            "The prior draws towards its own highest point. Look on which side of the data that lies.",
        ),
    ),
    side,
    happened,
    why,
)


def nearer(state, v):
    if WEIGHTS[int(state["weight"])] == 0:
        return "data"
    gap = abs(v["map"] - state["centre"]) - abs(v["map"] - v["mle"])
    if abs(gap) < 1e-9:
        return "both"
    return "prior" if gap < 0 else "data"


noticed = Question(
    "noticed",
    "Whose side is the posterior on?",
    lambda state, v: (
        "Look at the highest point of the filled shape. Is it nearer to the prior's or to the MLE line?"
    ),
    (
        Option(
            "prior",
            "Nearer to the prior's",
            "Compare its distance from the dashed peak and from the MLE line.",
        ),
        Option("both", "As near to both", "Compare its distance from the dashed peak and from the MLE line."),
        Option(
            "data",
            "Nearer to the MLE line",
            "Compare its distance from the dashed peak and from the MLE line.",
        ),
    ),
    nearer,
    lambda state, v: f"It lies at {fixed(v['map'], 3)}.",
    lambda state, v: (
        f"The prior is worth {WEIGHTS[int(state['weight'])]} tosses and the data are {N}. Whoever brings "
        f"more tosses "
        "has the greater say."
    ),
)


def summary(state, v, revealed):
    if not revealed:
        return told(state) + " The posterior is locked until you predict."
    return (
        told(state)
        + f" MLE {fixed(v['mle'], 3)}; posterior mode {fixed(v['map'], 4)}, mean {fixed(v['mean'], 4)}. The "
        f"area under the likelihood is {fixed(v['area'], 4)}."
    )


tables = {}  # by weight and centre


def table(state):
    key = (state["weight"], state["centre"])
    if key not in tables:
        rows = []
        for heads in (0, 2, 4, 5, 6, 8, 10):
            v = values({"weight": key[0], "centre": key[1], "k": heads})
            rows.append(
                [str(heads)] + [fixed(v[name], 4) for name in ("mle", "map", "mean", "area", "evidence")]
            )
        tables[key] = {
            "header": ["Heads", "MLE", "MAP", "Mean", "Area under likelihood", "P(data)"],
            "rows": rows,
        }
    return tables[key]


def remark(state, v):
    worth = WEIGHTS[int(state["weight"])]
    if state["k"] in (0, N) and worth > 0:
        return (
            "All tosses came out alike, and the likelihood is highest on the edge. The prior keeps the "
            "posterior "
            "inside: it remembers having seen the other side."
        )
    if worth == 0:
        return (
            "A flat prior is a prior. It calls θ above 0.9 as probable as θ between 0.45 and 0.55, and in "
            "log odds it "
            "is not flat at all."
        )
    return ""


stage = Stage(
    title="Ten tosses and a purse full of coins",
    formula="likely.formulas.models.coin_with_prior",
    controls=(weight, k, centre),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"weight": 0, "k": 8, "centre": 0.5},
    readouts=(
        Readout("mle", "Maximum-likelihood estimate", "", "the proportion; no prior in it", 2),
        Readout("map", "Posterior mode (MAP)", "", "imagined and real heads, over all tosses", 4),
        Readout("mean", "Posterior mean", "", "and the mode in log odds", 4),
        Readout(
            "area", "Area under the likelihood", "", "1/(n + 1), whatever the count: it is no distribution", 4
        ),
        Readout("evidence", "Probability of the data", "", "averaged over the prior", 4),
    ),
    invariants=(
        Invariant(
            "whole",
            "area under the likelihood = P(data) under a flat prior",
            lambda v: v["area"],
            lambda v: v["flat"],
        ),
        Invariant(
            "best",
            "no θ has a larger likelihood than the MLE",
            lambda v: max(v["at_map"], v["peak_at_mle"]),
            lambda v: v["peak_at_mle"],
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
