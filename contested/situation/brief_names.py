"""Who is named in a brief and how: identities of the knowledge base by name, words of the reports in quotation marks.

Private people are not named (the design's section 7): of words that no actor was found for, what looks like a
person's name is left out, and what they are called besides ("a resident", "spokesman") is kept; in quotes such names
are withheld. Offices and those known to hold them may be named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from contested.actors.knowledge import knowledge, word_list
from contested.model import Actor, Mention
from contested.places.demonyms import is_demonym
from contested.record.keys import folded
from contested.record.records import RecordedClaim
from contested.situation.brief_words import MONTHS
from contested.situation.records import Party
from contested.situation.sides import side_name

WITHHELD = "[name withheld]"
NOBODY = "a person or body not named here"
_PRONOUNS = frozenset({
    "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "his", "its", "their", "our", "who",
    "those", "these", "this", "that", "some", "others", "many", "one",
})  # fmt: skip
_AREAS = frozenset({
    "western", "eastern", "northern", "southern", "central", "african", "arab", "european", "asian", "islamist",
    "islamic", "muslim", "mr", "mrs", "ms", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", *(month.lower() for month in MONTHS),
})  # fmt: skip
_PLAIN = frozenset({
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "with", "by", "near", "who", "one",
    "called", "named", "that", "as", "told", "said", "s",
})  # fmt: skip
_PEOPLE = frozenset({
    "person", "private person", "head of state", "minister", "official", "military commander", "armed group leader",
    "party leader", "spokesperson",
})  # fmt: skip
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|bin|ibn|abu|abd|ben)[-’'][A-Z]")
_MADE_OF = re.compile(r"(?i:^(?:pro|anti|non|ex)-)|-[a-z]{3,}$")  # "Turkish-backed": no name of its own
_FULL_NAME = re.compile(
    r"(?:\b(?P<title>(?:Mr|Mrs|Ms|Dr|Prof|Col|Gen|Maj|Capt|Lt|Sgt|Colonel|General|Major|Captain|Doctor)\.?) )?"
    r"\b(?P<name>[A-Z][\w’-]+(?: (?:(?:al|el|bin|ibn|abu|ben|de|van|von)[ -])?[A-Z][\w’-]+)*)"
)
_PRIVATE = "private person"
_TOKEN = re.compile(r"[^\W_][\w.'’-]*")
_LONGEST = 12  # words of a report shown for somebody


@dataclass(frozen=True)
class Names:
    """What is known of the words of the reports: those that are also written small are no names."""

    small: frozenset[str] = frozenset()
    people: dict[str, frozenset[str]] = field(default_factory=dict)
    """By report: the names of private people in it."""
    public: frozenset[str] = frozenset()
    """Names of places, and of people of the knowledge base, in these reports."""

    @classmethod
    def of(cls, claims: Iterable[RecordedClaim], mentions: Mapping[str, Sequence[Mention]] | None = None) -> Names:
        """From claims and, if given, from all mentions of actors by report."""
        claims = list(claims)
        small: Counter[str] = Counter()
        for sentence in {c.claim.sentence.quote for c in claims}:
            for token in _TOKEN.findall(sentence)[1:]:
                small[_bare(token).lower()] += 1 if token[:1].islower() else -1
        for recorded in claims:
            for ref in recorded.claim.speaker:
                first, _, rest = ref.span.quote.partition(" ")
                if ref.source and ref.actor is None and rest == rest.lower():
                    small[_bare(first).lower()] += 1  # an unnamed source, such as "Residents"
        bare = cls(frozenset(word for word, more in small.items() if more > 0))
        found: dict[str, set[str]] = {}
        public: set[str] = set()
        for words in _places(claims, mentions or {}):
            public.update([words, *(_bare(token) for token in _TOKEN.findall(words))])
        for report, words, actor in _named(claims, mentions or {}):
            if actor is None or actor.kind == _PRIVATE:
                found.setdefault(report, set()).update(bare.names_in(words))
            elif actor.kind in _PEOPLE:
                public.update([words, *(_bare(token) for token in _TOKEN.findall(words)[-1:])])
        private = {r: frozenset(n for n in own if n not in public and not _on_record(n)) for r, own in found.items()}
        return cls(bare.small, private, frozenset(public))

    def names_in(self, words: str) -> list[str]:
        """Runs of words that look like a person's name."""
        runs: list[list[str]] = []
        last = -1
        for match in _TOKEN.finditer(words):
            if self._is_name(match.group()):
                if runs and words[last : match.start()].strip() == "":
                    runs[-1].append(match.group())
                else:
                    runs.append([match.group()])
                last = match.end()
        found = []
        for run in runs:
            found += [" ".join(run), _bare(run[-1])] if len(run) > 1 else [_bare(run[0])]
        return [name for name in found if len(name) > 2]

    def _is_name(self, token: str) -> bool:
        word = _bare(token)
        if _ARTICLE.match(word):
            return True
        if _MADE_OF.search(word):
            return False
        if not word[:1].isupper() or word.lower() in word_list("titles") or word.lower() in _PRONOUNS:
            return False
        return word.lower() not in self.small and word.lower() not in _AREAS and not _known(word)

    def called(self, party: Party) -> str:
        """What a party is called in a brief."""
        if party.side and not party.side.startswith(("actor:", "words:")):
            side = f"the {side_name(party.side)} side"
            return f"{side} ({party.name})" if party.id else side
        if party.id and party.kind != _PRIVATE:
            return party.name
        if party.kind == "outlet":
            return party.name
        return self.words(party.name)

    def words(self, words: str) -> str:
        """Words of a report in quotation marks, without names of private people."""
        plain = " ".join(words.split())
        if folded(plain) in _PRONOUNS:
            return NOBODY
        if not self.names_in(plain):
            return f"“{_short(_lowered(plain, self.small))}”"
        chunks = [self._chunk(chunk) for part in plain.split(",") for chunk in self._without_names(part)]
        role = next((chunk for chunk in chunks if chunk), "")
        return f"“{_short(role)}”" if role else NOBODY

    def _without_names(self, words: str) -> list[list[str]]:
        """The runs of words between names."""
        runs: list[list[str]] = [[]]
        for token in words.split():
            inner = _TOKEN.search(token)
            if inner and self._is_name(inner.group()):
                runs.append([])
            else:
                runs[-1].append(token)
        return runs

    def _chunk(self, tokens: list[str]) -> str:
        """A run of words that says what somebody is, without small words at its ends; "" when it says nothing."""
        own = list(tokens)
        while own and (folded(own[-1]) in _PLAIN or not folded(own[-1])):
            own.pop()
        while own and folded(own[0]) in _PLAIN - {"a", "an", "the", "one"}:
            own.pop(0)
        telling = [t for t in own if len(folded(t)) > 2 and folded(t) not in _PLAIN and not t.endswith(".")]
        return _lowered(" ".join(own), self.small) if telling else ""

    def all(self, parties: Iterable[Party]) -> list[str]:
        """Several parties, each once; those that cannot be named last, together."""
        found = list(dict.fromkeys(self.called(party) for party in parties))
        return [name for name in found if name != NOBODY] + ([NOBODY] if NOBODY in found else [])

    def quote(self, words: str, report: str, *, most: int = 40) -> str:
        """A report's sentence, shortened to ``most`` words, names of private people withheld."""
        plain = " ".join(words.split())
        names = {*self.people.get(report, ()), *self._full_names(plain)}
        for name in sorted(names, key=lambda n: (-len(n), n)):
            plain = re.sub(rf"(?<!\w)(?:[AEae]l[- ])?{re.escape(name)}(?!\w)", WITHHELD, plain)
        return _short(plain, most)

    def _full_names(self, words: str) -> list[str]:
        """Names that begin with a given name or follow a title, of people who are not on record."""
        found = []
        for match in _FULL_NAME.finditer(words):
            tokens = match.group("name").split()
            while tokens and tokens[-1].lower() in _AREAS:
                tokens.pop()
            called = match.group("title") or (len(tokens) > 1 and tokens[0] in _given_names())
            known = any(
                _on_record(" ".join(tokens[:n])) for n in range(1, len(tokens) + 1) if n > 1 or len(tokens) == 1
            )
            if called and tokens and not known and tokens[-1] not in self.public:
                found += [" ".join(tokens), tokens[-1]]
        return found


def _named(
    claims: Iterable[RecordedClaim], mentions: Mapping[str, Sequence[Mention]]
) -> Iterator[tuple[str, str, Actor | None]]:
    """Reports, words in them that stand for somebody, and who that is."""
    for recorded in claims:
        claim = recorded.claim
        for ref in (*claim.speaker, *claim.actor, *claim.target):
            yield recorded.report.id, ref.span.quote, ref.actor
    for report, own in mentions.items():
        for mention in own:
            if mention.kind == "actor":
                yield report, mention.span.quote, mention.actor


def _places(claims: Iterable[RecordedClaim], mentions: Mapping[str, Sequence[Mention]]) -> Iterator[str]:
    """Words that name places."""
    for recorded in claims:
        yield from (ref.span.quote for ref in recorded.claim.place if ref.place)
    for own in mentions.values():
        yield from (mention.span.quote for mention in own if mention.kind == "place" and mention.place)


def _bare(token: str) -> str:
    return re.sub(r"['’]s?$", "", token).strip(".")


@lru_cache(maxsize=65536)
def _on_record(name: str) -> bool:
    """Whether a whole name is one of the knowledge base."""
    return bool(knowledge().lookup(name))


@cache
def _given_names() -> frozenset[str]:
    """First names of the people of the knowledge base."""
    known = knowledge()
    people = [own for id_, own in known.facts.items() if known.kind(id_) in _PEOPLE]
    names = [fact.value.split() for own in people for fact in own if fact.fact == "name"]
    return frozenset(name[0] for name in names if len(name) > 1 and len(name[0]) > 2)


@lru_cache(maxsize=65536)
def _known(word: str) -> bool:
    """Whether a word alone is a demonym, or a name of the knowledge base that is no person's."""
    known = knowledge()
    senses = known.lookup(word)
    return is_demonym(word) or (bool(senses) and all(known.kind(s.id) not in _PEOPLE for s in senses))


def _lowered(words: str, small: frozenset[str]) -> str:
    """The first word small where the reports write it small too."""
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in small else words


def _short(words: str, most: int = _LONGEST) -> str:
    """So many words at most, then an ellipsis; quotation marks inside become single ones."""
    tokens = words.replace("“", "‘").replace("”", "’").replace('"', "’").split()
    return " ".join(tokens) if len(tokens) <= most else " ".join(tokens[:most]) + " …"
