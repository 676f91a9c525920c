"""Numbers as ranges: whether two can both hold, how far apart they are, and the range over several."""

from __future__ import annotations

from collections.abc import Iterable

Bounds = tuple[int | None, int | None]


def meet(a: Bounds, b: Bounds) -> bool:
    """Whether some number lies in both ranges ("at least 11" meets "13")."""
    return not _below(a, b) and not _below(b, a)


def _below(a: Bounds, b: Bounds) -> bool:
    return a[1] is not None and b[0] is not None and a[1] < b[0]


def ratio(a: Bounds, b: Bounds) -> float:
    """How many times the larger of two told numbers is the smaller; 1.0 when they meet with one number told alike."""
    first, second = (x[0] if x[0] is not None else x[1] for x in (a, b))
    if first is None or second is None:
        return 1.0
    low, high = sorted((first, second))
    return high / max(low, 1)


def over(ranges: Iterable[Bounds]) -> Bounds:
    """The lowest and highest number told; the upper end is open when the largest is told as "at least"."""
    told = [r for r in ranges if r != (None, None)]
    lows = [low if low is not None else 0 for low, _ in told]
    highs = [high for _, high in told if high is not None]
    if not told:
        return None, None
    low = min((low for low, _ in told if low is not None), default=None)
    top = max(highs, default=None)
    open_above = any(high is None and (top is None or low_ > top) for (_, high), low_ in zip(told, lows, strict=True))
    return low, None if open_above else top


def words_of(low: int | None, high: int | None) -> str:
    """A range in words."""
    if low is None and high is None:
        return "an untold number"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
