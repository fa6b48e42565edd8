"""Questions asked before the picture answers them. Which option is true is computed, never typed."""

from likely.formulas.elementary import Value, log
from likely.formulas.information import surprise

CANNOT_TELL = "cannot-tell"
CONFIDENCES = (0.5, 0.7, 0.9, 0.99)  # the probabilities a reader can put on the chosen option


class Option:
    """One answer a reader may choose.

    `tempting` names the idea that makes a wrong option attractive, and what is missing from it.
    """

    def __init__(self, id: str, label: str, tempting: str) -> None:
        self.id = id
        self.label = label
        self.tempting = tempting


class Question:
    """A prediction: `truth(state, values)` gives the id of the option that is true there.

    prompt(state, values)     the question in words, for this state
    happened(state, values)   what is seen after the reveal, neutrally
    why(state, values)        why, with the numbers just computed
    """

    def __init__(
        self,
        id: str,
        legend: str,
        prompt: Value,
        options: tuple[Option, ...],
        truth: Value,
        happened: Value,
        why: Value,
    ) -> None:
        self.id = id
        self.legend = legend
        self.prompt = prompt
        self.options = options
        self.truth = truth
        self.happened = happened
        self.why = why

    def cost(self, choice: str, confidence: float, truth: str) -> float:
        """The reader's surprise at the truth, in nats.

        Confidence c puts c on the chosen option and shares 1 − c over the others. "I can't tell yet"
        shares everything equally, which is the guess that costs the logarithm of the number of options.
        """
        return float(surprise(self.placed_on(truth, choice, confidence)))

    def placed_on(self, option: str, choice: str, confidence: float) -> float:
        """The probability a committed prediction put on an option."""
        if choice == CANNOT_TELL:
            return 1 / len(self.options)
        return confidence if option == choice else (1 - confidence) / (len(self.options) - 1)

    def guess(self) -> float:
        """What a uniform guess costs, in nats."""
        return float(log(len(self.options)))
