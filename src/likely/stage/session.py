"""One stage on one page: requests in, replies out, both as JSON text.

The browser's worker and the build's grid speak to a stage through this one door.
"""

import json

from likely.formulas.elementary import Value
from likely.stage.changes import changes
from likely.stage.format import fixed
from likely.stage.question import Question
from likely.stage.stage import Stage


class Session:
    """Remembers what is drawn, so that a reply holds changes only."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.drawn = stage.elements(stage.start(), False)

    def handle(self, text: str) -> str:
        """Answer one request.

        {"act": "show", "state": {…}, "revealed": bool, "prediction": null or {"choice": id, "state": {…}}}
        {"act": "commit", "question": id, "state": {…}, "choice": id, "confidence": c}
        {"act": "ask", "question": id, "state": {…}}
        """
        request = json.loads(text)
        state = {control.id: control.nearest(request["state"][control.id]) for control in self.stage.controls}
        if request["act"] == "show":
            reply = self.show(state, request["revealed"], request.get("prediction"))
        elif request["act"] == "commit":
            reply = self.commit(request["question"], state, request["choice"], request["confidence"])
        else:
            reply = {"prompt": self.question(request["question"]).prompt(state, self.stage.values(state))}
        return json.dumps(reply)

    def show(self, state: Value, revealed: bool, prediction: Value = None) -> dict[str, Value]:
        """Redraw: changes to the picture, and the texts beside it. Unrevealed, no value is told."""
        stage = self.stage
        values = stage.values(state)
        elements = stage.elements(state, revealed, prediction)
        steps = changes(self.drawn, elements)
        self.drawn = elements
        reply = {
            "changes": steps,
            "controls": {control.id: control.describe(state[control.id]) for control in stage.controls},
            "summary": stage.summary(state, values, revealed),
        }
        if revealed:
            reply["readouts"] = {readout.id: readout.text(values) for readout in stage.readouts}
            reply["invariants"] = {
                invariant.id: agreement(invariant.error(values)) for invariant in stage.invariants
            }
            reply["remark"] = stage.remark(state, values)
            reply["table"] = stage.table(state)
        return reply

    def commit(self, name: str, state: Value, choice: str, confidence: float) -> dict[str, Value]:
        """The truth at this state, what the prediction cost, and what to say about it."""
        question = self.question(name)
        values = self.stage.values(state)
        truth = question.truth(state, values)
        tempting = ""
        for option in question.options:
            if option.id == choice and choice != truth:
                tempting = option.tempting
        return {
            "truth": truth,
            "label": next(option.label for option in question.options if option.id == truth),
            "right": choice == truth,
            "cost": question.cost(choice, confidence, truth),
            "cost_text": fixed(question.cost(choice, confidence, truth), 2) + " nats",
            "guess": question.guess(),
            "guess_text": fixed(question.guess(), 2) + " nats",
            "happened": question.happened(state, values),
            "why": question.why(state, values),
            "tempting": tempting,
        }

    def question(self, name: str) -> Question:
        """The stage's question of that name."""
        return self.stage.noticed if name == self.stage.noticed.id else self.stage.question


def agreement(error: float) -> str:
    return "holds exactly" if error == 0 else f"holds to {error:.0e}"
