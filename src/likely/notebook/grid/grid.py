"""Every reply a stage can give, for a page whose worker cannot start.

The format is what `web/core/grid.js` reads:

axes      [{id, low, step, count}, …]: the controls; a text field has one place, the text it starts with
start     where the start state lies on each axis
series    [{by, texts, index?}, …]: texts over the axes `by`, row by row, joined by "|";
          with an index, the n-th text is texts[indexes[index][n]]
indexes   shared by series; a list of numbers, or a string whose characters count from "#"
cells     [[kind, id, name, parts], …]: a text is its parts joined; a part that is a number names a series
elements  the answered picture at the start: [[id, tag, [attribute, value, …], text], …]
answers   by question: truth, prompt, happened, why (parts), labels, tempting, cost, guess
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from likely.notebook.grid.drawing import Drawing
from likely.notebook.grid.series import SeriesTable
from likely.notebook.grid.watched import once
from likely.stage.format import fixed
from likely.stage.picture import Element
from likely.stage.question import CANNOT_TELL, CONFIDENCES, Question
from likely.stage.session import agreement
from likely.stage.stage import Stage
from likely.stage.states import State
from likely.stage.text_field import TextField

Everywhere = list[tuple[State, dict[str, float]]]
"""Every state of a stage with its values, the last control moving fastest."""


def grid(stage: Stage, everywhere: Everywhere) -> dict[str, Any]:
    """The whole table of one stage, ready for JSON."""
    return _Grid(stage, everywhere).table()


class _Grid:
    def __init__(self, stage: Stage, everywhere: Everywhere) -> None:
        self._stage = stage
        self._reach = [control.reach() for control in stage.controls]
        self._shape = tuple(map(len, self._reach))
        self._states = [state for state, _ in everywhere]
        self._values = [values for _, values in everywhere]
        self._series = SeriesTable()
        self._cells: list[list[Any]] = []

    def table(self) -> dict[str, Any]:
        stage = self._stage
        start = [
            reach.index(control.nearest(control.start))
            for control, reach in zip(stage.controls, self._reach, strict=True)
        ]
        elements = self._picture(int(np.ravel_multi_index(start, self._shape)))
        self._texts()
        self._rows()
        return {
            "axes": [self._axis(control) for control in stage.controls],
            "start": start,
            "elements": elements,
            "answers": {question.id: self._answers(question) for question in (stage.question, stage.noticed)},
            "cells": self._cells,
            "series": self._series.series,
            "indexes": self._series.indexes,
        }

    @staticmethod
    def _axis(control: Any) -> dict[str, Any]:
        if isinstance(control, TextField):
            return {"id": control.id, "low": 0, "step": 1, "count": 1}
        return {"id": control.id, "low": control.low, "step": control.step, "count": len(control.reach())}

    def _over(self, function: Callable[..., str]) -> list[str | int]:
        """The parts of a text that is a function of state and values."""
        remembered = once(function)
        return self._parts(
            [remembered(state, v) for state, v in zip(self._states, self._values, strict=True)]
        )

    def _parts(self, texts: list[str]) -> list[str | int]:
        codes: dict[str, int] = {}
        which = np.array([codes.setdefault(text, len(codes)) for text in texts])
        return self._series.parts(list(codes), which.reshape(self._shape))

    def _cell(self, kind: str, id: str, name: str, parts: list[str | int]) -> None:
        self._cells.append([kind, id, name, parts])

    def _picture(self, start: int) -> list[list[Any]]:
        """Cells for all that varies in the picture; its elements at the start."""
        drawing = Drawing(self._stage)
        drawn = [dict(drawing.layers(state, v)) for state, v in zip(self._states, self._values, strict=True)]
        names = list(dict.fromkeys(name for layers in drawn for name in layers))
        listed: list[list[Any]] = []
        for name in names:
            codes: dict[int, int] = {}
            forms: list[list[Element]] = []
            which = np.empty(len(drawn), dtype=np.intp)
            for at, layers in enumerate(drawn):
                form = layers.get(name, [])
                if id(form) not in codes:
                    codes[id(form)] = len(forms)
                    forms.append(form)
                which[at] = codes[id(form)]
            listed += self._mark(forms, which.reshape(self._shape), int(which[start]))
        place = {element.id: at for at, element in enumerate(self._stage.elements(self._states[start], True))}
        return sorted(listed, key=lambda element: place.get(element[0], len(place)))

    def _mark(self, forms: list[list[Element]], which: npt.NDArray[np.intp], start: int) -> list[list[Any]]:
        known = [{element.id: element for element in form} for form in forms]
        listed = []
        for id in dict.fromkeys(id for form in known for id in form):
            at_start = known[start].get(id)
            shown = at_start or next(form[id] for form in known if id in form)
            attributes = dict(shown.attributes)
            if any(id not in form for form in known):
                attributes["visibility"] = "visible" if at_start else "hidden"
                seen = ["visible" if id in form else "hidden" for form in known]
                self._cell("set", id, "visibility", self._series.parts(seen, which))
            for name in dict.fromkeys(
                name for form in known if id in form for name, _ in form[id].attributes
            ):
                here = [
                    dict(form[id].attributes).get(name, "") if id in form else attributes[name]
                    for form in known
                ]
                self._varying("set", id, name, here, which)
            words = [form[id].text if id in form else shown.text for form in known]
            self._varying("text", id, "", words, which)
            listed.append([id, shown.tag, [part for pair in attributes.items() for part in pair], shown.text])
        return listed

    def _varying(self, kind: str, id: str, name: str, texts: list[str], which: npt.NDArray[np.intp]) -> None:
        parts = self._series.parts(texts, which)
        if any(isinstance(part, int) for part in parts):
            self._cell(kind, id, name, parts)

    def _texts(self) -> None:
        stage = self._stage
        for control in stage.controls:
            self._cell("control", control.id, "", self._over(lambda s, _, c=control: c.describe(s[c.id])))
        for readout in stage.readouts:
            self._cell("readout", readout.id, "", self._over(lambda _, v, r=readout: r.text(v)))
        for invariant in stage.invariants:
            self._cell(
                "invariant", invariant.id, "", self._over(lambda _, v, i=invariant: agreement(i.error(v)))
            )
        self._cell("summary-locked", "", "", self._over(lambda s, v: stage.summary(s, v, False)))
        self._cell("summary", "", "", self._over(lambda s, v: stage.summary(s, v, True)))
        self._cell("remark", "", "", self._over(stage.remark))

    def _rows(self) -> None:
        """Cells of the data table: id is the row's number, name the column's header."""
        remembered = once(self._stage.table)
        tables = [remembered(state) for state in self._states]
        codes: dict[int, int] = {}
        forms: list[Any] = []
        which = np.empty(len(tables), dtype=np.intp)
        for at, table in enumerate(tables):
            if id(table) not in codes:
                codes[id(table)] = len(forms)
                forms.append(table)
            which[at] = codes[id(table)]
        which = which.reshape(self._shape)
        for row in range(len(forms[0]["rows"])):
            for column, header in enumerate(forms[0]["header"]):
                texts = [form["rows"][row][column] for form in forms]
                self._cell("row", str(row), header, self._series.parts(texts, which))

    def _answers(self, question: Question) -> dict[str, Any]:
        first, second = question.options[0].id, question.options[1].id
        costs = {
            kind: {f"{c:g}": fixed(question.cost(first, c, truth), 2) + " nats" for c in CONFIDENCES}
            for kind, truth in (("right", first), ("wrong", second))
        }
        guess = fixed(question.guess(), 2) + " nats"
        return {
            "truth": self._over(question.truth),
            "prompt": self._over(question.prompt),
            "happened": self._over(question.happened),
            "why": self._over(question.why),
            "labels": {option.id: option.label for option in question.options},
            "tempting": {option.id: option.tempting for option in question.options},
            "cost": {**costs, CANNOT_TELL: guess},
            "guess": guess,
        }
