"""A distribution that the reader edits: one slider an outcome, in parts of the whole."""

from likely.stage.controls import Slider


class Distribution:
    """Probabilities of a few named outcomes, moved as weights from 0 to `parts`.

    A state holds the weights; `probs` makes probabilities of them, so that whatever the reader moves is a
    distribution. Put `sliders` among a stage's controls. `start` are the weights the page opens with.
    """

    def __init__(
        self, id: str, label: str, outcomes: tuple[str, ...], start: tuple[int, ...], parts: int = 4
    ) -> None:
        self.id = id
        self.outcomes = outcomes
        self.sliders = tuple(
            [
                Slider(
                    id + "_" + str(at),
                    label + ": " + outcomes[at],
                    0,
                    parts,
                    1,
                    start[at],
                    lambda weight, name=outcomes[at]: name + ", weight " + str(round(weight)),
                )
                for at in range(len(outcomes))
            ]
        )

    def probs(self, state: dict[str, float]) -> list[float]:
        """The probabilities in a state, in the order of the outcomes; all alike where every weight is 0."""
        weights = [state[slider.id] for slider in self.sliders]
        whole = sum(weights)
        if whole == 0:
            return [1 / len(weights) for _ in weights]
        return [weight / whole for weight in weights]
