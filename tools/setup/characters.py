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
    | GREEK_CAPITALS
    | ACCENTS
    | chars("ϑ ϕ")
    | {0xA0, 0x2009, 0x200A, 0x202F}  # no-break, thin, hair and narrow no-break space
    | span(0xDF, 0xFF)  # ß à … ÿ, ÷ among them
    | chars("Ä Å Æ Ç È É Ö Ø Ü § © ª « » ° ± ² ³ µ ¶ · ¹ ¼ ½ ¾ ×")
    | chars("ć Č č ł Ł ı Œ œ Š š ű ő Ž ž ń ę")  # names in the sources
    | span(0x2010, 0x2014)  # hyphens, figure dash, – and —
    | chars("‘ ’ ‚ “ ” „ † ‡ • … ‰ ′ ″ ‹ › ⁄ €")
    | {0x2070, *span(0x2074, 0x2079), *span(0x2080, 0x2089)}  # superscript and subscript digits
    | chars("ℓ ← ↑ → ↓ ∂ ∆ ∏ ∑ − ∕ ∙ √ ∞ ∫ ≈ ≠ ≤ ≥ ▲ ▼ ✓")
)

MATH = (
    ASCII
    | GREEK_SMALL
    | GREEK_CAPITALS
    | ACCENTS
    | {0x305, 0x30C, 0x20D7, 0x332}  # overline, caron, vector arrow; math-core writes \overline as U+0332
    | chars("ı ȷ ϑ ϕ ϵ ¨ ¯ ° ± ´ · × ÷ ˆ ˇ ˙ ˜ ‖ … ′ ″ ‴ ‾")
    | {0xA0, *span(0x2061, 0x2064)}  # invisible: apply, times, separator, plus
    | chars("← → ↔ ↦ ⇒ ⇔ ⟶ ⟹ ⟺")
    | chars("∀ ∂ ∃ ∅ ∆ ∇ ∈ ∉ ∏ ∑ − ∓ ∕ ∗ ∘ √ ∝ ∞ ∣ ∥ ∧ ∨ ∩ ∪ ∫ ∼ ≃ ≅ ≈ ≔ ≜ ≠ ≡ ≤ ≥ ≪ ≫ ⊂ ⊆ ⊤ ⊥ ⋅ ⋆ ⋮ ⋯ ⋱ ⫫")
    | chars("⌈ ⌉ ⌊ ⌋ ⟨ ⟩ ⏞ ⏟")
    | span(0x1D434, 0x1D454) | {0x210E} | span(0x1D456, 0x1D467)  # 𝐴 … 𝑧; ℎ has a place of its own
    | span(0x1D6E2, 0x1D71B)  # 𝛢 … italic Greek
    | span(0x1D400, 0x1D433)  # 𝐀 … 𝐳: vectors and matrices
    | chars("𝜶 𝜷 𝜸 𝜽 𝝀 𝝁 𝝅 𝝈 𝚺")  # parameter vectors
    | chars("ℓ ℒ ℱ ℋ 𝒜 𝒟 𝒩 𝒪 𝒮 𝒳 ℕ ℙ ℝ ℤ 𝔼 𝕀 𝟙")
)  # fmt: skip

SETS = {"text": TEXT, "math": MATH}
