"""The Lab's one door: requests in, replies out, both as JSON text.

| act       | with                          | gives                                                         |
| --------- | ----------------------------- | ------------------------------------------------------------- |
| columns   | header, rows of fields        | for each column whether it holds numbers, and what was seen   |
| begin     | file, column, event or ""     | nothing: what was open before is put away                     |
| rows      | texts, events or null         | how many rows were taken in                                   |
| end       |                               | what the data are, and the families that are offered          |
| link      | text                          | the same, from what a link carries                            |
| choose    | family                        | the locked pictures, sliders, and what is asked               |
| move      | at: {parameter: position}     | changes of the pictures, and what the sliders say             |
| commit    | at, guessed: bool             | the answer: verdict, numbers, intervals                       |
| picture   | name: likelihood or qq        | that picture, which takes its time                            |
| compare   |                               | the offered families of one kind, ranked by AIC               |
| export    |                               | command, Python, JSON, CSV, and the text of a link            |

Where there are many different values, choose and compare answer {"wait": share done} until every piece of
them is summed, and compare does so family by family: ask again. A reply that is an error is
{"error": sentence}: what, where, and how to mend it.
"""

import json
import math

from likely.formulas.elementary import INFINITY, Value, total
from likely.lab import again, views
from likely.lab.cell import cell
from likely.lab.data import Data, as_text, from_text
from likely.lab.fitted import Fitted, as_json, drawable, fitted
from likely.lab.kept import MOST_KEPT
from likely.lab.problem import LEVEL, Problem, from_sums
from likely.lab.rows import NotNumbers, Rows
from likely.lab.window import STEPS, Window, blind, near
from likely.solve.landscape import landscape
from likely.stage.changes import changes
from likely.stage.drawing import against_picture, data_picture, likelihood_picture
from likely.stage.format import fixed, short
from likely.stage.picture import Element

# Their log P(X > x) is an incomplete gamma or beta function: with derivatives, minutes in a browser.
SLOW_TAILS = ("beta", "gamma", "student_t")


class Session:
    """One reader at one Lab. `families` are the modules that can be fitted here, by name."""

    def __init__(self, families: Value) -> None:
        self.families = families
        self.rows: Value = None
        self.data: Value = None
        self.sample: list[float] = []
        self.pile: Value = None
        self.kept: Value = None  # the rows themselves, where there are not too many
        self.fits: dict[str, Fitted] = {}
        self.family = ""
        self.revealed = False
        self.windows: list[Window] = []
        self.guess: list[float] = []
        self.drawn: dict[str, list[Element]] = {}
        self.held: Value = {}  # what was computed for pictures of the answer

    def handle(self, text: str) -> str:
        """Answer one request."""
        request = json.loads(text)
        try:
            reply = getattr(self, "act_" + request["act"])(request)
        except ValueError as refused:
            reply = {"error": str(refused)}
        return json.dumps(reply)

    # ---- data ----------------------------------------------------------------------------------------

    def act_columns(self, request: Value) -> Value:
        """What the first rows show of each column."""
        header, rows = request["header"], request["rows"]
        headless = len(header) == 1 and cell(header[0]) is not None
        if headless:  # numbers that were pasted, without a name above them
            rows, header = [header] + rows, ["value"]
        columns = []
        for at, name in enumerate(header):
            fields = [row[at] for row in rows if len(row) == len(header)]
            numbers = [number for number in [cell(field) for field in fields] if number is not None]
            known = [number for number in numbers if number == number]
            usable = len(numbers) == len(fields) and len(known) > 0
            if usable:
                told = f"numbers, such as {', '.join([short(x) for x in known[:3]])}"
            else:
                told = f"not numbers, such as {fields[0][:20]}" if fields else "empty"
            marks = usable and all(number in (0, 1) for number in known)
            columns.append({"name": name, "usable": usable, "told": told, "marks": marks})
        return {"columns": columns, "headless": headless}

    def act_begin(self, request: Value) -> Value:
        """Make room for a new column."""
        self.rows = Rows(self.families, request["file"], request["column"], request.get("event", ""))
        self.data = None
        self.fits = {}
        return {}

    def act_rows(self, request: Value) -> Value:
        """One block of fields."""
        self.rows.take(request["texts"], request.get("events"))
        return {"rows": self.rows.rows}

    def act_end(self, request: Value) -> Value:
        """Everything was read."""
        data = self.rows.data()
        self.sample, self.pile, self.kept = self.rows.sample, self.rows.pile, self.rows.kept()
        self.rows = None
        return self._opened(data)

    def act_link(self, request: Value) -> Value:
        """What somebody else's Lab put into a link: sums and counts, no rows."""
        self.sample, self.pile, self.kept = [], None, None
        return self._opened(from_text(json.loads(request["text"])))

    def _opened(self, data: Data) -> Value:
        self.data = data
        self.fits = {}
        offers = self._offers(data)
        if not offers:
            raise NotNumbers("no family here fits these numbers · try likely fit on the command line")
        missing = f", {data.missing} missing and left out" if data.missing else ""
        told = f"{data.n} observations{missing}, from {short(data.low)} to {short(data.high)}"
        if self.event:
            censored = total([w for w, upper in zip(self.kept.weights, self.kept.upper) if upper == INFINITY])
            told = f"{told}; {int(censored)} of them censored, as {self.event} says"
        return {
            "file": data.file,
            "column": data.column,
            "told": told,
            "offers": offers,
            "away": self._away(data),
        }

    @property
    def event(self) -> str:
        """The column that says which rows are exact; "" if all are."""
        return self.kept.event if self.kept is not None else ""

    def _away(self, data: Data) -> str:
        """Which families are left out because they need the rows, and how to fit them."""
        names = [name for name in data.supported if not from_sums(self.families[name])]
        if self.event:
            names = [name for name in data.supported if name in SLOW_TAILS]
        if (self.kept is not None and not self.event) or not names:
            return ""
        why = f"more than {MOST_KEPT} different ones take too long in a browser"
        if not self.sample:
            why = "a link does not carry them"
        told = f"They are fitted from the rows themselves, and {why}."
        if self.event:
            told = "Who outlives a time is a long sum there, which takes minutes in a browser."
        one = again.command(names[-1], data, self.event)
        return f"Not offered: {', '.join(names)}. {told} On the command line: {one}"

    def _offers(self, data: Data) -> list[Value]:
        """Families in which every observation can happen; as counts first, where the data are counts."""
        offers = []
        for discrete in (True, False):
            for name in data.supported:
                family = self.families[name]
                if self.event:
                    usable = hasattr(family, "log_sf") and name not in SLOW_TAILS
                elif not from_sums(family):
                    usable = self.kept is not None
                elif discrete:
                    usable = data.table is not None
                else:
                    usable = self.pile is not None or name in data.means
                if discrete == family.DISCRETE and usable:
                    offers.append({"name": name, "kind": "counts" if discrete else "measurements"})
        names = [offer["name"] for offer in offers]
        few = data.table is not None and len(data.table[0]) < 16
        wished = ["bernoulli", "poisson", "gamma", "normal"] if few else ["gamma", "normal"]
        if self.event:
            wished = ["weibull", "exponential"]
        elif self.pile is not None:  # its sums are the quickest
            wished = ["normal"]
        best = [name for name in wished if name in names] or names
        return sorted(offers, key=lambda offer: offer["name"] != best[0])

    # ---- one family -----------------------------------------------------------------------------------

    def _fit(self, name: str) -> Fitted:
        if name not in self.fits:
            self.fits[name] = fitted(Problem(name, self.families[name], self.data, self.kept))
        return self.fits[name]

    def _waiting(self, names: list[str]) -> Value:
        """Sum one more piece of many rows: {"wait": share done}, or None once these families have theirs."""
        for done, name in enumerate(names):
            family = self.families[name]
            if self.event or family.DISCRETE or name in self.data.means or not from_sums(family):
                continue
            share = self.pile.step(name)
            if share < 1:
                return {"wait": (done + share) / len(names)}
            self.data.means[name] = self.pile.means(name)
        return None

    def act_choose(self, request: Value) -> Value:
        """Another family, locked: data, sliders, and the reader's own curve."""
        if request["family"] not in [offer["name"] for offer in self._offers(self.data)]:
            raise NotNumbers("this family is not offered for these numbers · choose another")
        waiting = self._waiting([request["family"]])
        if waiting:
            return waiting
        self.family = request["family"]
        self.revealed = False
        self.held = {}
        fit = self._fit(self.family)
        if not drawable(fit):
            return self.act_commit({"at": None, "guessed": False})
        turn = len(self.data.column) + len(self.family) + self.data.n
        self.windows = []
        self.guess = []
        for i, (parameter, one) in enumerate(zip(fit.problem.parameters, fit.around)):
            found = blind(parameter, one.value, one.stderr, self.data.low, self.data.high, turn + i)
            self.windows.append(found)
            away = found.position(one.value) < STEPS / 2
            self.guess.append(found.value(STEPS * (0.85 if away else 0.15)))
        return self._shown({})

    def act_move(self, request: Value) -> Value:
        """The sliders stand elsewhere."""
        self._place(request["at"])
        return self._shown({})

    def act_commit(self, request: Value) -> Value:
        """Reveal. What the reader committed is compared with the maximum, in nats."""
        fit = self._fit(self.family)
        if request["at"] is not None:
            self._place(request["at"])
        self.revealed = True
        reply = {
            "verdict": fit.verdict,
            "message": fit.message,
            "warnings": list(fit.warnings),
            "parameters": [_row(p, one) for p, one in zip(fit.problem.parameters, fit.around)],
            "numbers": _numbers(fit),
            "missed": "",
        }
        if drawable(fit):
            gap = (fit.loglik - self._height(self.guess)) / fit.problem.n
            reply["gap"] = gap if math.isfinite(gap) else None
            if request["guessed"]:
                reply["missed"] = _missed(gap, fit)
            self.windows = [
                near(p, one.value, one.ends) for p, one in zip(fit.problem.parameters, fit.around)
            ]
        else:
            self.guess = []
            self.windows = []
        return self._shown(reply)

    def act_picture(self, request: Value) -> Value:
        """One more picture of the answer. Nothing new where there is no answer yet, or nothing to draw."""
        fit = self._fit(self.family)
        if self.revealed and drawable(fit):
            if request["name"] == "qq":
                self.held["qq"] = self._against(fit)
            else:
                free = list(range(len(fit.problem.parameters)))
                ends = [one.ends for one in fit.around]
                self.held["landscape"] = landscape(fit.problem, list(fit.values), free, ends, LEVEL)
        return self._shown({})

    def _place(self, at: Value) -> None:
        names = [p.name for p in self.families[self.family].PARAMETERS]
        self.guess = [window.value(at[name]) for name, window in zip(names, self.windows)]

    def _height(self, values: list[float]) -> float:
        try:
            return float(self._fit(self.family).problem.likelihood(*values))
        except (ValueError, ZeroDivisionError, OverflowError):
            return float("-inf")

    # ---- what is shown --------------------------------------------------------------------------------

    def _shown(self, reply: Value) -> Value:
        fit = self._fit(self.family)
        pictures = {"data": self._data_picture(fit)}
        absent = []
        if self.revealed and drawable(fit):
            if self.held.get("landscape"):
                pictures["likelihood"] = likelihood_picture(self.held["landscape"], LEVEL, self.guess)
            elif "landscape" in self.held:
                absent.append("The likelihood here has a corner or an open side, so it is not drawn.")
            if self.held.get("qq"):
                pictures["qq"] = self.held["qq"]
            elif "qq" not in self.held:
                pass
            elif fit.problem.family.DISCRETE:
                absent.append("Counts have no QQ picture; their mismatch is the KL among the numbers.")
            elif self.event:
                absent.append("QQ is drawn for exact observations only.")
            else:
                absent.append("QQ needs the rows, and a link carries sums only: open the file again.")
        reply["pictures"] = {}
        for name in ("data", "likelihood", "qq"):
            elements = [_named(name, element) for element in pictures.get(name, [])]
            reply["pictures"][name] = changes(self.drawn.get(name, []), elements)
            self.drawn[name] = elements
        reply["absent"] = absent
        reply["revealed"] = self.revealed
        reply["family"] = self.family
        reply["controls"] = [
            {
                "id": parameter.name,
                "label": f"{parameter.name} {parameter.symbol}",
                "position": window.position(value),
                "steps": STEPS,
                "text": short(value),
            }
            for parameter, window, value in zip(fit.problem.parameters, self.windows, self.guess)
        ]
        reply["summary"] = self._summary(fit)
        return reply

    def _data_picture(self, fit: Fitted) -> list[Element]:
        view = self._data_view(fit, self.guess or None)
        return data_picture(view, self.data.column, steady=True)

    def _data_view(self, fit: Fitted, values: Value) -> Value:
        if self.event:
            return views.survival(self.kept, fit.problem.family, values)
        return views.histogram(self.data, fit.problem.family, values)

    def _against(self, fit: Fitted) -> Value:
        if self.event:
            return None
        view = views.quantiles(self.sample, fit.problem.family, fit.values)
        return view and against_picture(view, "qq", f"{self.family} quantile", "observed")

    def _summary(self, fit: Fitted) -> str:
        what = f"{self.data.column}: {self.data.n} observations as bars"
        if self.event:
            what = f"{self.data.column}: who of {self.data.n} outlives each time (Kaplan–Meier), as stairs"
        if not self.guess:
            return f"{what}. No curve of {self.family} is drawn, because the verdict is {fit.verdict}."
        names = [p.name for p in fit.problem.parameters]
        at = ", ".join([f"{name} = {short(value)}" for name, value in zip(names, self.guess)])
        if not self.revealed:
            return f"{what}; the warm curve is {self.family} with {at}."
        gap = fit.loglik - self._height(self.guess)
        return (
            f"{what}; the warm curve is {self.family} with {at}, {short(gap + 0.0)} nats below the maximum."
        )

    # ---- comparing, taking along ------------------------------------------------------------------------

    def act_compare(self, request: Value) -> Value:
        """Families of the same kind as the chosen one: densities and probabilities are never compared."""
        kind = self.families[self.family].DISCRETE
        names = [o["name"] for o in self._offers(self.data) if kind == self.families[o["name"]].DISCRETE]
        waiting = self._waiting(sorted(names))
        if waiting:
            return waiting
        for done, name in enumerate(sorted(names)):
            if name not in self.fits:
                self._fit(name)
                return {"wait": (done + 1) / len(names)}
        fits = [self._fit(name) for name in sorted(names)]
        sound = sorted([fit for fit in fits if math.isfinite(fit.aic)], key=lambda fit: fit.aic)
        rows = []
        for fit in sound:
            gap = fit.aic - sound[0].aic
            rows.append([fit.name, fixed(gap, 2), fixed(fit.loglik, 2), fit.verdict])
        for fit in fits:
            if not math.isfinite(fit.aic):
                rows.append([fit.name, "–", "–", fit.verdict])
        return {"header": ["family", "ΔAIC", "log-likelihood, nats", "verdict"], "rows": rows}

    def act_export(self, request: Value) -> Value:
        """Everything that can be taken along."""
        fit = self._fit(self.family)
        shown = self._data_view(fit, fit.values if drawable(fit) else None)
        if self.event:
            lines = ["time,alive"] + [f"{x!r},{y!r}" for x, y in shown.curve or ()]
        elif shown.counts:
            lines = ["from,to,share,model"]
            for i, (left, right, share) in enumerate(shown.bars):
                model = shown.model[i] if shown.model else ""
                lines.append(f"{left + 0.5!r},{right - 0.5!r},{share!r},{model!r}")
        else:
            lines = ["x,density"] + [f"{x!r},{y!r}" for x, y in shown.curve or ()]
        return {
            "command": again.command(self.family, self.data, self.event),
            "python": again.python(self.family, self.data, self.event),
            "json": json.dumps(as_json(fit, self.data.missing)),
            "csv": "\n".join(lines) + "\n",
            # a family that needs the rows, or its censored ones, has no sums to carry
            "link": "" if self.event or not from_sums(fit.problem.family) else json.dumps(as_text(self.data)),
            "name": f"{self.family}-{self.data.column}",
        }


def _named(picture: str, element: Element) -> Element:
    return Element(f"{picture}-{element.id}", element.tag, element.attributes, element.text)


def _row(parameter: Value, one: Value) -> list[str]:
    ends = "–"
    if one.ends is not None and one.method != "none":
        ends = f"{short(one.ends[0])} to {short(one.ends[1])} ({one.method})"
    return [parameter.name, short(one.value), "–" if one.stderr is None else short(one.stderr), ends]


def _numbers(fit: Fitted) -> list[list[str]]:
    rows = [["Average NLL", _nats(fit.nll)]]
    if fit.entropy is not None:
        rows += [["Entropy of the data", _nats(fit.entropy)], ["KL mismatch", _nats(fit.kl)]]
    return rows + [
        ["Log-likelihood", _nats(fit.loglik)],
        ["AIC", fixed(fit.aic, 2)],
        ["BIC", fixed(fit.bic, 2)],
    ]


def _nats(x: float) -> str:
    return fixed(x, 4) + " nats"


def _missed(gap: float, fit: Fitted) -> str:
    if not math.isfinite(gap):
        return "Where you stood, these data are impossible: the likelihood is 0."
    total = fixed(gap * fit.problem.n, 1)
    return (
        f"Where you stood, each observation costs {fixed(gap, 4)} nats more than at the maximum; "
        f"all {int(fit.problem.n)} together, {total} nats."
    )
