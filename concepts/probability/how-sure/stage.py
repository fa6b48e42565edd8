"""The demo of How sure?: how far the likelihood falls, and two intervals read from it."""

from likely.formulas.elementary import INFINITY
from likely.formulas.families import bernoulli
from likely.formulas.models import coin_interval
from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.curve import Curve
from likely.stage.marks.gap import Gap
from likely.stage.marks.marker import Thumb
from likely.stage.marks.span import Span
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.stage import Stage

SIZES = (20, 200)
LEVEL = 0.95
LINE = coin_interval.allowed_drop(LEVEL)
ALIKE = 0.002  # arms that differ by less count as alike

FRAME = Frame(
    Axis(0.0, 1.0, "θ", ((0.0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1.0, "1"))),
    Axis(0.0, 6.0, "drop, in nats", tuple((float(y), fixed(y, 0)) for y in range(0, 7, 2))),
)
FRAME.top = 132  # room for two spans

size = Choice("size", "Trials", ("20 trials", "200 trials"), 0)
share = Slider(
    "share", "Proportion of successes", 0.0, 1.0, 0.05, 0.9, lambda value: "p̂ = " + fixed(value, 2)
)
theta = Slider("theta", "Some other θ", 0.0, 1.0, 0.05, 0.6, lambda value: "θ = " + fixed(value, 2))

intervals = {}  # by n and p̂
coverages = {}  # by n and θ


def ends(n, p_hat):
    if (n, p_hat) not in intervals:
        intervals[(n, p_hat)] = (
            coin_interval.likely_low(n, p_hat, LEVEL),
            coin_interval.likely_high(n, p_hat, LEVEL),
            coin_interval.wald_low(n, p_hat, LEVEL),
            coin_interval.wald_high(n, p_hat, LEVEL),
        )
    return intervals[(n, p_hat)]


def coverage(n, at):
    if (n, at) not in coverages:
        coverages[(n, at)] = (
            coin_interval.coverage_likely(n, at, LEVEL),
            coin_interval.coverage_wald(n, at, LEVEL),
        )
    return coverages[(n, at)]


def situation(state):
    """Trials, successes, proportion and θ, free of the rounding errors of the sliders' steps."""
    n = SIZES[int(state["size"])]
    k = round(n * state["share"])
    return n, k, k / n, round(20 * state["theta"]) / 20


def parabola(n, p_hat, at):
    if 0 < p_hat < 1:
        return coin_interval.parabola(n, p_hat, at)
    return 0.0 if at == p_hat else INFINITY


def values(state):
    n, _k, p_hat, at = situation(state)
    low, high, wald_low, wald_high = ends(n, p_hat)
    likely_holds, wald_holds = coverage(n, at)
    return {
        "p_hat": p_hat,
        "at_end": coin_interval.drop(n, p_hat, high if p_hat < 0.5 else low),
        "drop": coin_interval.drop(n, p_hat, at),
        "parabola": parabola(n, p_hat, at),
        "low": low,
        "high": high,
        "wald_low": wald_low,
        "wald_high": wald_high,
        "error": coin_interval.standard_error(n, p_hat),
        "likely_holds": 100 * likely_holds,
        "wald_holds": 100 * wald_holds,
    }


def picture(state, v, prediction):
    n, k, p_hat, at = situation(state)
    key = (n, k)
    answer = [
        Span(
            "likely-span",
            f"likelihood interval {fixed(v['low'], 3)} to {fixed(v['high'], 3)}",
            v["low"],
            v["high"],
            0,
        ),
        Span(
            "wald-span",
            f"Wald interval {fixed(v['wald_low'], 3)} to {fixed(v['wald_high'], 3)}",
            v["wald_low"],
            v["wald_high"],
            1,
        ),
        Curve("drop", "", lambda x: coin_interval.drop(n, p_hat, x), 0.0, 1.0, 201, key=key),
        Curve("wald", "", lambda x: parabola(n, p_hat, x), 0.0, 1.0, 201, key=key),
        Gap("kl", "drop " + fixed(v["drop"], 2), at, 0.0, v["drop"], left=at > 0.5),
    ]
    if prediction:
        answer.append(
            Text("predicted", "you predicted: " + SAID[prediction["choice"]], 1.0, 6.0, "end", up=10)
        )
    return Picture(
        FRAME,
        marks=(
            Baseline("line", fixed(LINE, 2) + " nats below the peak", LINE, right=p_hat < 0.5),
            Thumb("theta", at),
        ),
        answer=tuple(answer),
    )


SAID = {"left": "the left end", "alike": "both alike", "right": "the right end", "cannot-tell": "not yet"}


def longer(state, v):
    gap = (v["high"] - v["p_hat"]) - (v["p_hat"] - v["low"])
    if abs(gap) < ALIKE:
        return "alike"
    return "right" if gap > 0 else "left"


def told(state):
    n, k, p_hat, _at = situation(state)
    return f"{k} of {n} trials succeeded, so the estimate is {fixed(p_hat, 2)}."


def ask(state, v):
    return (
        told(state)
        + f" The likelihood interval holds all θ whose log-likelihood is at most {fixed(LINE, 2)} nats "
        "below the peak. Which of its ends lies farther from the estimate?"
    )


def happened(state, v):
    return (
        f"It goes from {fixed(v['low'], 3)} to {fixed(v['high'], 3)}: {fixed(v['p_hat'] - v['low'], 3)} "
        f"to the left "
        f"of the estimate and {fixed(v['high'] - v['p_hat'], 3)} to the right."
    )


def why(state, v):
    if longer(state, v) == "alike":
        return (
            "Successes and failures are about equally many, or there are so many of both that the curve "
            "is nearly a "
            "parabola. Then its arms are alike."
        )
    rare, edge = ("failures", "1") if longer(state, v) == "left" else ("successes", "0")
    return (
        f"There are fewer {rare}. Towards θ = {edge} each of them becomes a shock, and the curve rises "
        f"steeply "
        "there. Away from that edge it takes its time."
    )


question = Question(
    "longer",
    "Prediction",
    ask,
    (
        Option(
            "left",
            "The left end",
            "Towards 0 there may seem to be more room. What counts is where the curve rises slowly: away "
            "from the "
            "edge at which the rarer outcome becomes impossible.",
        ),
        Option(
            "alike",
            "Both alike, within 0.002",
            "Estimate plus or minus so much is how intervals are mostly printed. Only a parabola has "
            "equal arms, "
            "and near an edge the likelihood is none.",
        ),
        Option(
            "right",
            "The right end",
            "Towards 1 there may seem to be more room. What counts is where the curve rises slowly: away "
            "from the "
            "edge at which the rarer outcome becomes impossible.",
        ),
    ),
    longer,
    happened,
    why,
)


def higher(state, v):
    if v["drop"] == v["parabola"] or abs(v["drop"] - v["parabola"]) < 0.01:
        return "alike"
    return "solid" if v["drop"] > v["parabola"] else "dashed"


noticed = Question(
    "noticed",
    "Solid or dashed?",
    lambda state, v: (
        f"At θ = {fixed(state['theta'], 2)}, which is higher: the solid curve or the dashed parabola?"
    ),
    (
        Option(
            "solid", "The solid curve", "Look along the vertical line of the bar, also above the picture."
        ),
        Option("alike", "Both alike", "Look along the vertical line of the bar: they have parted there."),
        Option(
            "dashed",
            "The dashed parabola",
            "Look along the vertical line of the bar, also above the picture.",
        ),
    ),
    higher,
    lambda state, v: f"The drop is {fixed(v['drop'], 2)} nats, the parabola says {fixed(v['parabola'], 2)}.",
    lambda state, v: (
        "The parabola knows the curve at its lowest point only. Where they part, the shortcut says "
        "something else "
        "than the data."
    ),
)


def summary(state, v, revealed):
    if not revealed:
        return told(state) + " The curve is locked until you predict."
    return (
        told(state)
        + f" The likelihood interval is {fixed(v['low'], 4)} to {fixed(v['high'], 4)}, the Wald interval "
        f"{fixed(v['wald_low'], 4)} to {fixed(v['wald_high'], 4)}. At θ = {fixed(state['theta'], 2)} the "
        f"drop is "
        f"{fixed(v['drop'], 3)} nats."
    )


tables = {}  # by n: the table is the same for every proportion


def table(state):
    n = SIZES[int(state["size"])]
    if n not in tables:
        rows = []
        for tenths in (0, 1, 3, 5, 7, 9, 10):
            told_ends = ends(n, tenths / 10)
            rows.append([fixed(tenths / 10, 1)] + [fixed(end, 3) for end in told_ends])
        tables[n] = {"header": ["p̂", "Likely from", "to", "Wald from", "to"], "rows": rows}
    return tables[n]


def remark(state, v):
    n, k, p_hat, _at = situation(state)
    if k in (0, n):
        exact = bernoulli.edge_interval(n, p_hat, LEVEL)
        return (
            f"All {n} trials came out alike. The peak is at the edge, and the curve falls to one side "
            f"only. The "
            "standard error is 0, and a Wald interval of no length would claim certainty. An exact "
            "one-sided bound "
            f"is {fixed(exact[1] if k == 0 else exact[0], 3)}; the likelihood's line is crossed at "
            f"{fixed(v['high'] if k == 0 else v['low'], 3)}."
        )
    if v["wald_low"] < 0 or v["wald_high"] > 1:
        return (
            "The Wald interval has left the scale: it contains values of θ that are no probabilities. A "
            "parabola "
            "does not know where the axis ends."
        )
    return ""


stage = Stage(
    title="How far may one go from the peak?",
    formula="likely.formulas.models.coin_interval",
    controls=(size, share, theta),
    values=values,
    picture=picture,
    question=question,
    noticed=noticed,
    retry={"size": 0, "share": 0.15, "theta": 0.3},
    readouts=(
        Readout("drop", "Drop at θ", "nats", "below the peak: n·KL(p̂‖θ)", 3),
        Readout("low", "Likelihood interval from", "", "all θ that fall no farther than the line", 4),
        Readout("high", "Likelihood interval to", "", "95 %, read from the curve itself", 4),
        Readout("error", "Standard error", "", "the width of the parabola", 4),
        Readout("wald_low", "Wald interval from", "", "estimate minus 1.96 of them", 4),
        Readout("wald_high", "Wald interval to", "", "estimate plus 1.96 of them", 4),
        Readout(
            "likely_holds",
            "Likelihood intervals that hold θ",
            "%",
            "of all that a coin with this θ can do",
            1,
        ),
        Readout("wald_holds", "Wald intervals that hold θ", "%", "of the same; the promise is 95", 1),
    ),
    invariants=(
        Invariant(
            "line",
            "the curve crosses the line where the interval ends",
            lambda v: LINE,
            lambda v: v["at_end"],
        ),
    ),
    summary=summary,
    table=table,
    remark=remark,
)
