"""The grammar of time expressions: regular expressions over the signs of ``when_words``.

An expression is an optional bound ("since"), optional edges ("late on", "the end of"), a core that
names the time, and an optional tail ("at dawn", "around 6 pm").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_NUM = r"(?:A?q(?:w|f)?f?|(?:A?w|[dn])(?:-?[dnw])*|A)"
_DAY = r"[od]"
_CLOCK = r"(?:C|[ydnw](?=z))z*(?:\(?(?:C|y|d)z\)?)?z*"
_MONTH_ROLE = r"(?:f?[lxt]U|,?f?y|'?n(?![.%s-]))"
_CORES = (  # the first that fits wins: longer before shorter
    ("iso", r"N|y-d-d|d-d-y"),
    ("day_month", rf"h?{_DAY}(?:[-&u]h?{_DAY})?f?[Mm]{_MONTH_ROLE}?"),
    ("month_day", rf"[Mm]h?{_DAY}(?![Mm])(?:[-&u]h?{_DAY}(?![Mm]))?(?:,?y)?"),
    ("week_of", rf"h?(?:o|l|{_NUM})?Uf[Mm]{_MONTH_ROLE}?"),
    ("part_of_year", rf"h?[olx]{_NUM}?Ufy"),
    ("month_year", rf"[Mm]{_MONTH_ROLE}"),
    ("month", r"[lxt]?[Mm]"),
    ("season_year", r"h?Rf?y"),
    ("half_year", r"h?[ol]Efy"),
    ("years", r"Y|y-(?:y|d)"),
    ("clock", rf"{_CLOCK}(?!U)"),
    ("year", r"y"),
    ("decade", r"D"),
    ("weekday", r"[lxt]?[WS](?:'?[PQ]+)?"),
    ("deictic", r"T(?:'?[PQ]+)?"),
    ("feast", r"F"),
    ("ago", rf"j*(?:{_NUM}j?)?-?[UHK][gb]"),
    ("event", rf"j*(?:{_NUM}j?)?[UH](?=a)"),
    ("relative", rf"h?t?[lxtr]j?{_NUM}?[rj]?[UHKPQR](?:'?[PQ])?"),
    ("weekend", r"hK"),
    ("of_unit", r"(?<=[fp])h[UPR]"),
    ("nth", r"oj?[UP]"),
    ("duration", rf"(?:j|B)*{_NUM}(?:[u&]{_NUM})?-?[rj]?[UH](?:-O)?"),
    ("part", r"[PQ]"),
    ("season", r"(?<=p)R|(?<=ph)R"),
    ("units", r"(?<=[pjuai])[UH]"),
    ("vague", r"V|12|ph?t?[Z]|(?<=p)hl(?![UHKPQRdnwq])|b"),
)
_EDGE = r"(?:h?(?:E(?=[f-])|[be]?e?[PQ]|be|e?H(?=f)|e|b)(?:fh?|ph?|-|,p?)?(?=[^.;])){0,2}"
_GRAMMAR = (
    rf"(?P<bound>[isuaB](?=[^.]))?(?P<edge>{_EDGE})(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _CORES)
    + rf")(?P<tail>(?:,?(?:p?h?e?[PQ]+(?!f)|pj?{_CLOCK}|{_CLOCK}))?)"
)
_RUN = re.compile(r"[^.]+")
_NEEDED = re.compile(r"[MmWSUHPQKRTVDFNCYyZzblxt2]")
CORE_NAMES = tuple(name for name, _ in _CORES)


@dataclass(frozen=True)
class Parts:
    """Where an expression stands among the tokens: all of it, its core (and which), its edge and tail."""

    start: int
    end: int
    name: str
    core: tuple[int, int]
    bound: int | None
    edge: tuple[int, int]
    tail: tuple[int, int]


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(_GRAMMAR)


def time_parts(signs: str) -> Iterator[Parts]:
    """The possible time expressions in a string of signs, in order, not overlapping."""
    grammar = _grammar()
    for run in _RUN.finditer(signs):
        if not _NEEDED.search(signs, run.start(), run.end()):
            continue
        # a look behind must see the sign before, so the search is bounded on the right only
        position = run.start()
        while position < run.end():
            found = grammar.search(signs, position, run.end())
            if found is None:
                break
            name = found.lastgroup if found.lastgroup in CORE_NAMES else None
            name = name or next(n for n in CORE_NAMES if found.start(n) >= 0)
            bound = found.start("bound")
            yield Parts(
                found.start(), found.end(), name, found.span(name), bound if bound >= 0 else None,
                found.span("edge"), found.span("tail"),
            )  # fmt: skip
            position = max(found.end(), position + 1)
