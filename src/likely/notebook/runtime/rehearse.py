"""A stage with a text field, asked everything a page asks, for texts that nobody thought of."""

import json

from likely.stage.question import CANNOT_TELL
from likely.stage.session import Session
from likely.stage.stage import Stage
from likely.stage.states import odd_states


def rehearse(stage: Stage) -> int:
    """Ask, commit and show in each odd state; the number of states. What stage.py raises is raised."""
    session = Session(stage)
    odd = odd_states(stage)
    for state in odd:
        for question in (stage.question.id, stage.noticed.id):
            session.handle(json.dumps({"act": "ask", "question": question, "state": state}))
            told = {"act": "commit", "question": question, "state": state, "choice": CANNOT_TELL}
            session.handle(json.dumps({**told, "confidence": 0.5}))
        for revealed in (False, True):
            session.handle(json.dumps({"act": "show", "state": state, "revealed": revealed}))
    return len(odd)
