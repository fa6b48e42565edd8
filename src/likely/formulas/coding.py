"""Codes: words of 0 and 1 for symbols, so that no word begins another. Lengths in bits.

surprise in bits  −log₂ p          how long a word for a symbol of probability p would ideally be
Kraft             Σ 2^(−length) ≤ 1   for every prefix code; and whenever it holds, there is one
average length    Σ p·length ≥ H(p)   in bits, with equality iff every length is −log₂ p

One bit is log 2 nats, 0.6931… of them.

Source       Cover & Thomas 2006, Elements of Information Theory, 2nd ed., ch. 5; Huffman 1952, Proc. IRE 40
"""

from likely.formulas.elementary import Value, log, total
from likely.formulas.information import cross_entropy, entropy, kl, surprise


def bits(nats: Value) -> Value:
    """An amount of surprise in bits."""
    return nats / log(2.0)


def surprise_bits(p: Value) -> Value:
    """−log₂ p: the ideal length of the word for a symbol of probability p."""
    return bits(surprise(p))


def entropy_bits(p: Value) -> Value:
    """H(p), in bits a symbol: below it no code's average length can be."""
    return bits(entropy(p))


def cross_entropy_bits(p: Value, q: Value) -> Value:
    """H(p, q), in bits a symbol: the average length, over p, of words as long as q asks for."""
    return bits(cross_entropy(p, q))


def kl_bits(p: Value, q: Value) -> Value:
    """KL(p‖q), in bits a symbol: what a code made for q wastes on symbols from p."""
    return bits(kl(p, q))


def room(length: Value) -> Value:
    """2^(−length): the share of all words that begin with a word of this length."""
    return 0.5**length


def kraft(lengths: Value) -> float:
    """Σ 2^(−length): a prefix code with these lengths exists iff this is at most 1."""
    return float(total([room(length) for length in lengths]))


def average_length(p: Value, lengths: Value) -> float:
    """Bits a symbol, on average over p."""
    return float(total([share * length for share, length in zip(p, lengths)]))


def shannon_length(p: float) -> int:
    """−log₂ p rounded up to a whole number: the shortest word whose room is at most p > 0."""
    length = 0
    while room(length) > p:
        length += 1
    return length


def huffman_lengths(p: Value) -> list[int]:
    """Lengths of a prefix code that no other beats on average: join the two rarest, again and again."""
    lengths = [0 for _ in p]
    heap = [(share, [i]) for i, share in enumerate(p)]
    while len(heap) > 1:
        joined: tuple[float, list[int]] = (0.0, [])
        for _ in range(2):
            rarest = 0
            for i in range(len(heap)):
                if heap[i][0] < heap[rarest][0]:
                    rarest = i
            share, members = heap.pop(rarest)
            joined = (joined[0] + share, joined[1] + members)
        for i in joined[1]:
            lengths[i] += 1
        heap.append(joined)
    return lengths


def words(lengths: Value) -> list[str]:
    """A prefix code with these lengths: shorter words first, each the next free one. Needs kraft ≤ 1."""
    if kraft(lengths) > 1:
        raise ValueError(f"no prefix code has the lengths {list(lengths)}; make some of them longer")
    told = ["" for _ in lengths]
    code, before = 0, 0
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        code <<= lengths[i] - before
        before = lengths[i]
        told[i] = "".join(["1" if code >> (before - 1 - at) & 1 else "0" for at in range(before)])
        code += 1
    return told
