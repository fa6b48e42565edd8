"""A stage: everything one demo consists of, declared by its author in stage.py."""

from likely.formulas.elementary import Value
from likely.stage.picture import Element
from likely.stage.question import Question
from likely.stage.readouts import Invariant, Readout


class Stage:
    """Declared once; drawn at build, redrawn in the browser.

    controls     what the reader moves or types; a state is {control id: number}, or text for a TextField
    values       state → {name: number}, by the formulas
    picture      state, values, prediction → Picture; a prediction is None or {"choice": id, "state": {…}}
    question     asked before the answer is drawn
    noticed      asked right after it is drawn: what did the picture do?
    retry        a nearby state in which the question is asked once more; controls it leaves out stay
    readouts     labelled numbers; a readout's id is the name of its value
    invariants   what must hold between the values
    summary      state, values, revealed → one sentence that says what the picture shows
    table        state → header and rows of the data table
    remark       state, values → a sentence on what is special about this state, or ""
    """

    def __init__(
        self,
        title: str,
        formula: str,
        controls: tuple[Value, ...],
        values: Value,
        picture: Value,
        question: Question,
        noticed: Question,
        retry: dict[str, Value],
        readouts: tuple[Readout, ...],
        invariants: tuple[Invariant, ...],
        summary: Value,
        table: Value,
        remark: Value,
    ) -> None:
        self.title = title
        self.formula = formula
        self.controls = controls
        self.values = values
        self.picture = picture
        self.question = question
        self.noticed = noticed
        self.retry = retry
        self.readouts = readouts
        self.invariants = invariants
        self.summary = summary
        self.table = table
        self.remark = remark

    def start(self) -> dict[str, Value]:
        """The state the page opens with."""
        return {control.id: control.start for control in self.controls}

    def again(self) -> dict[str, Value]:
        """The state of the second question: `retry`, with controls that it does not name at their start."""
        state = self.start()
        state.update(self.retry)
        return state

    def elements(self, state: dict[str, Value], revealed: bool, prediction: Value = None) -> list[Element]:
        """The picture's elements in a state. Unrevealed, they hold nothing of the answer."""
        elements: list[Element] = self.picture(state, self.values(state), prediction).elements(revealed)
        return elements
