"""Which characters the web fonts keep.

A character that is missing falls back to the reader's own fonts, so a line here is a matter of looks;
each one costs 50 to 100 bytes on every first visit.
"""


def span(first: int, last: int) -> set[int]:
    """Code points first … last, both included."""
    return set(range(first, last + 1))


def chars(text: str) -> set[int]:
    """Code points of the characters in `text`; blanks only separate."""
    return {ord(c) for c in text if c != " "}


ASCII = span(0x20, 0x7E)
GREEK_SMALL = span(0x3B1, 0x3C9)
GREEK_CAPITALS = chars("Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω")  # the others look like Latin ones
ACCENTS = {0x302, 0x303, 0x304, 0x307, 0x308}  # p̂ x̃ x̄ ẋ ẍ

TEXT = (
    ASCII
    | GREEK_SMALL
    | chars("Δ Σ Γ")
    | {0x302, 0x304}  # p̂ x̄
    | {0xA0, 0x2009, 0x202F}  # no-break, thin and narrow no-break space
    | chars("à ä å ç è é ê ë í ï ñ ó ö ø ú ü Ö Ü § © ° ± ² ³ · ½ ×")
    | span(0x2010, 0x2014)  # hyphens, figure dash, – and —
    | chars("‘ ’ “ ” • … ′ ‖ ← → − √ ∞ ∂ ∑ ∫ ≈ ≠ ≤ ≥ ✓")
)

# Math comes in two files: what nearly every page needs, and the rest, which a browser fetches when a page
# has one of its characters (unicode-range in web/style/tokens.css, kept equal by a test). An italic x or θ in
# a formula is drawn as 𝑥 or 𝜃, but which file is fetched follows from what stands in the source.
MATH = (
    ASCII
    | GREEK_SMALL
    | {0x302, 0x304, 0x303}  # p̂ x̄ x̃
    | chars("· × ˆ ¯ ˜ ‖ … ′ − ∏ ∑ ∫ √ ∞ ∂ ∈ ∣ ∥ ∼ ≈ ≠ ≤ ≥ → ℓ")
    | {0xA0, 0x2009, *span(0x2061, 0x2064)}  # invisible: apply, times, separator, plus
    | span(0x1D434, 0x1D454) | {0x210E} | span(0x1D456, 0x1D467)  # 𝐴 … 𝑧; ℎ has a place of its own
    | span(0x1D6FC, 0x1D714)  # 𝛼 … 𝜔
)  # fmt: skip

MATH_MORE = (
    GREEK_CAPITALS
    | ACCENTS
    | {0x305, 0x30C, 0x20D7, 0x332}  # overline, caron, vector arrow; math-core writes \overline as U+0332
    | chars("ı ȷ ϑ ϕ ϵ ¨ ° ± ´ ÷ ˇ ˙ ″ ‴ ‾")
    | chars("← ↔ ↦ ⇒ ⇔ ⟶ ⟹ ⟺")
    | chars("∀ ∃ ∅ ∆ ∇ ∉ ∓ ∕ ∗ ∘ ∝ ∧ ∨ ∩ ∪ ≃ ≅ ≔ ≜ ≡ ≪ ≫ ⊂ ⊆ ⊤ ⊥ ⋅ ⋆ ⋮ ⋯ ⋱ ⫫")
    | chars("⌈ ⌉ ⌊ ⌋ ⟨ ⟩ ⏞ ⏟")
    | span(0x1D715, 0x1D71B)  # 𝜕 𝜖 𝜗 𝜘 𝜙 𝜚 𝜛
    | chars("𝐀 𝐗 𝐰 𝐱 𝐲 𝐳 𝜽 𝝁 𝚺")  # vectors and matrices
    | chars("ℒ 𝒟 𝒩 𝒳 ℝ 𝔼 𝟙")
) - MATH  # fmt: skip

SETS = {"text": TEXT, "math": MATH, "math-more": MATH_MORE}


def unicode_range(kept: set[int]) -> str:
    """The code points as CSS writes them, runs together: U+20-7E, U+A0."""
    runs: list[list[int]] = []
    for code in sorted(kept):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)
