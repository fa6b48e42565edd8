"""What a theorem of existence may need to know of the rows, beyond sums."""

from collections import namedtuple

# n                        sum of the weights
# low, high, mean, sd      extremes, mean, standard deviation (divided by n)
# median, quartile_1, _3   order statistics
# most, most_at            the largest weight on one value, and that value
# distinct                 how many different values there are
# kurtosis                 average fourth power of the standardised values: 3 for a normal
# middle                   the two ends of the set of medians, equal when there is only one
Facts = namedtuple(
    "Facts",
    "n low high mean sd median quartile_1 quartile_3 most most_at distinct kurtosis middle",
)
