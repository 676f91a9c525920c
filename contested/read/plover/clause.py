"""What a sentence says of a source and a target in PLOVER's terms, read by rule: operators over an event.

A reading goes from left to right: "has refused to lift the ban on" is *refuse* over *stop* over COERCE (a ban);
lifting a ban is YIELD, refusing to yield is REJECT. A sentence is read from several starting points (behind the
source, from the verb that governs source and target, between the two, ...), which the model weighs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from spacy.tokens import Doc

from contested.read.paths import Grammar, Way, root_of
from contested.schema.plover import Hit, alone, find, mode_of, mode_under, sense_of, turned

_BOUNDS = frozenset(
    ("after", "because", "amid", "following", "despite", "while", "when", "although", "though", "since", "who", "which",
     "whose", "where", "unless", "until", "before", "if", ";", "as", "accusing", "including", "saying", "whom")
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_DO = frozenset({"do", "does", "did"})
_DEEPEST = 4
_CARRIERS = frozenset({"light", "cause", "increase"})
_SPOKEN = frozenset({"REQUEST", "REJECT", "THREATEN"})
_OVER = frozenset({"not", "refuse", "demand", "threaten"})


@dataclass(frozen=True)
class Reading:
    """One reading: operators from the outside in, the event's finest sense, its head, and what it all comes to.

    ``under`` is what is refused, demanded or threatened. ``late``: the event stands behind a word that begins another
    clause ("after", "because").
    """

    operators: tuple[str, ...] = ()
    sense: str | None = None
    head: int | None = None
    root: str | None = None
    late: bool = False
    under: str | None = None

    @property
    def mode(self) -> str | None:
        """The PLOVER mode: the act's own, or what is refused, demanded or threatened; None: the words don't tell."""
        if self.under is not None:
            return mode_under(self.root or "", self.under)
        plain = not set(self.operators) - _CARRIERS
        return mode_of(self.sense) if plain and self.sense is not None else None


@dataclass(frozen=True)
class Pair:
    """A sentence (a Doc of its own) with the tokens of a source and of a target, each half-open; target may be None."""

    doc: Doc
    source: tuple[int, int]
    target: tuple[int, int] | None
    grammar: Grammar = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grammar", Grammar(self.doc))

    @cached_property
    def source_root(self) -> int:
        """The token that the source hangs on."""
        return root_of(self.doc, *self.source)

    @cached_property
    def target_root(self) -> int | None:
        """The token that the target hangs on."""
        return None if self.target is None else root_of(self.doc, *self.target)

    @cached_property
    def way(self) -> Way | None:
        """The way through the grammar from source to target."""
        return None if self.target_root is None else self.grammar.way(self.source_root, self.target_root)

    @cached_property
    def hits(self) -> list[Hit]:
        """The senses in the sentence, by head."""
        return find(self.grammar.lowers, self.grammar.pos)

    @cached_property
    def governor(self) -> int:
        """The verb that governs source and target; the source's own verb when there is no way between them."""
        way = self.way
        return self.grammar.verb_above(way.top if way is not None else self.source_root, itself=True)

    @cached_property
    def own_verb(self) -> int:
        """The nearest verb over the source."""
        return self.grammar.verb_above(self.source_root, itself=False)

    def inside(self, token: int) -> bool:
        """Whether the token belongs to the source or the target."""
        return any(span is not None and span[0] <= token < span[1] for span in (self.source, self.target))

    @cached_property
    def heads_of_hits(self) -> frozenset[int]:
        """The tokens that any sense stands at."""
        return frozenset(token for hit in self.hits for token in hit.tokens)

    def negates_other(self, token: int) -> bool:
        """Whether a negation belongs to a verb that states nothing here ("did not know whether").

        "will not" stays one whatever follows: what is ruled out is a refusal.
        """
        g = self.grammar
        head = g.heads[token]
        if g.deps[token] != "neg" or g.pos[head] != "VERB" or head in self.heads_of_hits:
            return False
        return any(g.lowers[i] in _DO and g.heads[i] == head for i in range(max(0, token - 2), token))

    def first_of(self, verb: int) -> int:
        """Where a verb's group begins: its auxiliaries and negation behind its subject."""
        g = self.grammar
        parts = [
            i for i in range(max(0, verb - 6), verb) if g.heads[i] == verb and g.deps[i] in ("aux", "auxpass", "neg")
        ]
        return min([verb, *parts])

    @cached_property
    def behind(self) -> int:
        """The first token behind the source; behind the target where only the target stands before the verb."""
        if self.target is not None and self.target[0] < self.source[0]:
            return self.target[1]
        return self.source[1]


def readings(pair: Pair) -> dict[str, Reading]:
    """The readings of a pair by the name of where they start."""
    end = len(pair.doc)
    found = {
        "behind": folded(pair, pair.behind, end),
        "governor": folded(pair, pair.first_of(pair.governor), end),
        "own": folded(pair, pair.first_of(pair.own_verb), end),
        "all": folded(pair, 0, end, within=(pair.source, pair.target)),
        "from source": folded(pair, pair.source[0], end, within=(pair.source,)),
    }
    if pair.target is not None:
        first, second = sorted((pair.source, pair.target))
        found["between"] = folded(pair, first[1], second[0])
        found["target"] = folded(pair, *pair.target, within=(pair.target,))
        found["after both"] = folded(pair, second[1], end)
    return found


def folded(pair: Pair, start: int, stop: int, *, within: Sequence[tuple[int, int] | None] = ()) -> Reading:
    """The reading of the tokens from ``start`` to ``stop``; of source and target only those named in ``within``."""
    groups = [(head, list(group)) for head, group in groupby(_seen(pair, start, stop, within), key=lambda h: h.head)]
    lowers = pair.grammar.lowers
    bounds = [i for i in range(start, stop) if lowers[i] in _BOUNDS]
    operators: list[str] = []
    fallback: Hit | None = None
    for n, (head, group) in enumerate(groups):
        late = bool(bounds) and bounds[0] < head
        if late and (fallback is not None or any(alone(o) for o in operators)):
            break
        event = max((h for h in group if h.root), key=lambda h: len(h.tokens), default=None)
        operator = max((h for h in group if not h.root), key=lambda h: len(h.tokens), default=None)
        longer = event is not None and operator is not None and len(event.tokens) > len(operator.tokens)
        if event is not None and (operator is None or longer or not _event_follows(lowers, groups, n)):
            return _closed(pair, operators, event, late=late)
        if operator is not None and len(operators) < _DEEPEST:
            operators.append(operator.sense)
        if event is not None and fallback is None:
            fallback = event
    if fallback is not None:
        return _closed(pair, operators, fallback, late=False)
    return _open(operators)


def _seen(pair: Pair, start: int, stop: int, within: Sequence[tuple[int, int] | None]) -> list[Hit]:
    """The hits that count: not in source and target (but ``within``), nor in what is said of the source beside."""
    line = pair.grammar.line
    beside = pair.source_root if pair.grammar.deps[pair.source_root] in _SUBJECTS else None
    return [
        hit
        for hit in pair.hits
        if start <= hit.head < stop
        and not hit.sense.endswith(".actor")
        and not (hit.sense == "not" and pair.negates_other(hit.head))
        and (any(s is not None and s[0] <= hit.head < s[1] for s in within) or not pair.inside(hit.head))
        and (beside is None or hit.head <= pair.source[1] or beside not in line(hit.head))
    ]


def _event_follows(lowers: Sequence[str], groups: list[tuple[int, list[Hit]]], n: int) -> bool:
    """Whether an event stands near behind the n-th group, in the same clause."""
    head = groups[n][0]
    for later, group in groups[n + 1 :]:
        if later > head + 14 or any(lowers[i] in _BOUNDS for i in range(head + 1, later)):
            return False
        if any(h.root for h in group):
            return True
    return False


def _closed(pair: Pair, operators: list[str], event: Hit, *, late: bool) -> Reading:
    """The operators over an event; troops sent to keep a peace are AID, not MOBILIZE."""
    sense = event.sense
    if sense == "MOBILIZE.troops" and any(h.sense == "AID.peace" for h in pair.hits):
        sense = "AID.peace"
    inner, root, under = sense, sense.partition(".")[0], None
    for operator in reversed(operators):
        under = sense if operator in _OVER else under
        root = turned(operator, sense)
        sense = root if operator not in _CARRIERS else sense
    if under is None and event.root in _SPOKEN and len(event.tokens) > 1:  # "threatened to shell", one pattern
        last = event.tokens[-1]
        under = sense_of(pair.grammar.lowers[last], pair.grammar.pos[last])
    return Reading(tuple(operators), inner, event.head, root, late, under)


def _open(operators: list[str]) -> Reading:
    """Operators over nothing known."""
    telling = [o for o in operators if alone(o)]
    if not telling:
        return Reading(tuple(operators))
    root = sense = str(alone(telling[-1]))
    for operator in reversed(telling[:-1]):
        root = sense = turned(operator, sense)
    return Reading(tuple(operators), None, None, root)
