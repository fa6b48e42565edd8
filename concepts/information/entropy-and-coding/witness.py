"""Words for four symbols: room, average length, entropy, and the cost of the wrong book."""

from likely.formulas import coding
from likely.formulas.coding import average_length, bits, entropy_bits, huffman_lengths, kl_bits, kraft, room
from likely.formulas.information import entropy

# Half of all symbols are a, a quarter b, an eighth each c and d.
p = (0.5, 0.25, 0.125, 0.125)
lengths = [coding.shannon_length(p_x) for p_x in p]
print("words          ", " ".join(coding.words(lengths)))
print("room they take ", kraft(lengths))
assert kraft(lengths) <= 1

# L = Σ p·ℓ, and here each length is the surprise: L = H.
print(f"average length  {average_length(p, lengths):.4f} bits")
print(f"entropy         {entropy_bits(p):.4f} bits = {entropy(p):.4f} nats")
assert abs(average_length(p, lengths) - entropy_bits(p)) < 1e-12
assert abs(bits(entropy(p)) - entropy_bits(p)) < 1e-15

# The same words for symbols that come equally often: L = H + KL.
alike = (0.25, 0.25, 0.25, 0.25)
q = [room(length) for length in lengths]
print(
    f"wrong book  {average_length(alike, lengths):.4f} = {entropy_bits(alike):.4f} + {kl_bits(alike, q):.4f}"
)
assert abs(average_length(alike, lengths) - entropy_bits(alike) - kl_bits(alike, q)) < 1e-12

# Whole numbers cost less than one bit; the best code is Huffman's.
r = (0.4, 0.3, 0.2, 0.1)
best, rounded = huffman_lengths(r), [coding.shannon_length(r_x) for r_x in r]
print("surprises       ", " ".join([f"{coding.surprise_bits(r_x):.3f}" for r_x in r]))
print(f"best {best}  {average_length(r, best):.4f}   rounded up {rounded}  {average_length(r, rounded):.4f}")
assert entropy_bits(r) <= average_length(r, best) <= average_length(r, rounded) < entropy_bits(r) + 1

# Of all lengths up to 6 that fit the room, none has a smaller average.
few = range(1, 7)
every = [(i, j, k, m) for i in few for j in few for k in few for m in few if kraft((i, j, k, m)) <= 1]
least = min([average_length(r, ls) for ls in every])
print(f"best of {len(every)} codes  {least:.4f}")
assert abs(least - average_length(r, best)) < 1e-12
