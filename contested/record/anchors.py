"""Where a decision holds: W3C text selectors made from a claim, and found again in another reading or text.

A text position selector is exact in the text it was made in. In another version of the text the quote is
looked for, and where it stands several times the words before and after it choose
(W3C Web Annotation Data Model, 2017, sections 4.2.4 and 4.2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contested.model import Claim
from contested.record.records import Anchor

_CONTEXT = 40


def anchor(claim: Claim, *, address: str, text: str, text_sha256: str) -> Anchor:
    """The anchor of a claim's trigger in the text of its report."""
    start, end = claim.trigger.start, claim.trigger.end
    return Anchor(
        claim_id=claim.id,
        address=address,
        text_sha256=text_sha256,
        kind=claim.kind,
        start=start,
        end=end,
        exact=claim.trigger.quote,
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
    )


def locate(at: Anchor, *, text: str, text_sha256: str) -> int | None:
    """Where the anchor's words start in a text; None when they are not there."""
    if at.start is None or not at.exact:
        return None
    if text_sha256 == at.text_sha256:
        return at.start
    best = max(
        occurrences(at.exact, text),
        key=lambda start: (_agreement(at, text, start), -abs(start - (at.start or 0))),
        default=None,
    )
    if best is None or _agreement(at, text, best) == 0 < len(at.prefix or "") + len(at.suffix or ""):
        return None
    return best


def occurrences(words: str, text: str) -> Iterator[int]:
    """All places where the words start in the text."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _agreement(at: Anchor, text: str, start: int) -> int:
    """How many characters of context agree, outward from the quote; less than a word on one side is chance."""
    before, after = text[:start][-_CONTEXT:], text[start + len(at.exact or "") :][:_CONTEXT]
    left = _common((at.prefix or "")[::-1], before[::-1])
    right = _common(at.suffix or "", after)
    return left + right if max(left, right) >= 8 or (left, right) == (len(at.prefix or ""), len(at.suffix or "")) else 0


def _common(a: str, b: str) -> int:
    number = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        number += 1
    return number


def fitting(at: Anchor, start: int, claims: Iterable[tuple[int, Claim]], *, kinds: frozenset[str]) -> int | None:
    """The key of the claim the anchor means: its trigger overlaps the words, its kind is one of ``kinds``.

    Of several, the one with the same id, else the most alike trigger, else the first.
    """
    end = start + len(at.exact or "")
    close = [
        (claim.id != at.claim_id, abs(claim.trigger.start - start) + abs(claim.trigger.end - end), key)
        for key, claim in claims
        if claim.trigger.start < end and start < claim.trigger.end and claim.kind in kinds
    ]
    return min(close)[2] if close else None
