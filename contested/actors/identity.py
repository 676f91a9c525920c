"""Who a described actor is: the noun, the names inside the phrase, and what the document is about.

"Syrian army" is SYR-MIL, "Assad's forces" the army of the state whose office he holds that day,
"Taliban spokesman" the Taliban, "rebel commander" the rebels of the conflict the report is about,
"the French foreign minister" whoever held the office on the day. Without a base there is no identity.
"""

from __future__ import annotations

from dataclasses import dataclass

from contested.actors.context import Context, in_conflict
from contested.actors.knowledge import Knowledge, generics, word_list
from contested.actors.phrases import Noun

_PEOPLE = frozenset({"people", "civilians", "civilian", "citizens", "population", "peoples", "nationals"})
_OURS = frozenset({"government", "regime", "army", "loyalist", "loyalists", "federal", "state", "military", "pro"})
_SECRET = frozenset({"intelligence", "secret", "services", "court", "courts", "prosecutors", "prosecution", "embassy"})
_NEEDS_HOLDER = frozenset({"king", "emir", "pope", "crown-prince", "supreme-leader", "leader", "high-representative"})
_HOME_POSTS = frozenset({
    "president", "prime-minister", "foreign-minister", "defence-minister", "interior-minister", "information-minister",
    "vice-president", "king", "supreme-leader",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identifier:
    """Composes identities for one document."""

    known: Knowledge
    context: Context

    def compose(self, noun: Noun, base: str) -> str | None:
        """The actor a noun stands for, given the actor that modifies it; None where they make none."""
        kind = self.known.value(base, "kind")
        if kind == "person":
            return self._of_person(noun, base)
        if kind == "state":
            return self._of_state(noun, base)
        if kind == "ethnic group":
            return self._of_people(noun, base)
        return self._of_body(noun, base)

    def _of_person(self, noun: Noun, person: str) -> str | None:
        if noun.role == "source" and noun.source in ("witness", "medic", "activist", "monitor"):
            return None
        body = self.known.body_of(person, self.context.day)
        if body is None:
            return None
        if noun.phrase == "office":
            return f"{body}-GOV" if self.known.value(body, "kind") == "state" else body
        if noun.role in ("fighters", "militants") and self.known.value(body, "kind") == "state":
            return f"{body}-MIL"
        return self.compose(noun, body)

    def _of_state(self, noun: Noun, state: str) -> str | None:
        if noun.role in ("institution", "forces"):
            return f"{state}-{noun.value}"
        if noun.role == "fighters":
            return self.rebels(state)
        if noun.role == "militants":
            return self._armed(noun, state)
        if noun.role == "office":
            return self._holder(state, noun.value)
        if noun.role == "source":
            if noun.phrase in _PEOPLE:
                return f"{state}-CVL"
            if noun.source == "official":
                return f"{state}-MIL" if noun.value == "military" else f"{state}-GOV"
        return None

    def _armed(self, noun: Noun, state: str) -> str | None:
        """ "British commanders" are the army's, "Afghan leaders" the government's, "Pakistani militants" rebels."""
        last = noun.phrase.split()[-1]
        if last in ("commander", "commanders"):
            return f"{state}-MIL"
        if last == "leaders":
            return f"{state}-GOV"
        armed = last in word_list("armed nouns") or last in word_list("armed men")
        return self.rebels(state) if armed and in_conflict(state, self.context.day) else None

    def _holder(self, body: str, post: str) -> str | None:
        known, day = self.known, self.context.day
        if post == "leader":
            for one in ("leader", "president", "supreme-leader", "prime-minister", "head-of-government"):
                found = known.holder(body, one, day)
                if found:
                    return found
        found = known.holder(body, post, day)
        if found is None and post == "prime-minister":
            found = known.holder(body, "head-of-government", day)
        if found:
            return found
        if known.value(body, "kind") != "state":
            return body
        if post in _NEEDS_HOLDER:
            return None
        suffix = {"foreign-minister": "MFA", "deputy-foreign-minister": "MFA", "defence-minister": "MOD",
                  "interior-minister": "MOI", "health-minister": "MOH", "ambassador": "MFA", "army-chief": "MIL",
                  "commander": "MIL", "legislator": "LEG", "prosecutor": "JUD"}.get(post, "GOV")  # fmt: skip
        return f"{body}-{suffix}"

    def _of_people(self, noun: Noun, people: str) -> str | None:
        if noun.role in ("forces", "fighters", "militants", "institution"):
            return self.generic(people)
        return people if noun.phrase in _PEOPLE else None

    def _of_body(self, noun: Noun, body: str) -> str | None:
        state, dash, suffix = body.partition("-")
        made = self.known.institutions.get(suffix) if dash else None
        if made and (made.parent or suffix == "GOV") and noun.role in ("forces", "institution"):
            return f"{state}-{noun.value}"
        kind = self.known.value(body, "kind")
        if noun.role == "source":
            if noun.source in ("witness", "medic", "activist"):
                return None
            if noun.source is None and kind != "intergovernmental body":
                return None
        if noun.role == "office":
            return self._holder(body, noun.value)
        return body

    def rebels(self, state: str) -> str:
        """The rebels in a state: one group where one fights alone, else the unspecified ones."""
        return self.generic("rebels", state) or f"{state}-REB"

    def generic(self, term: str, country: str | None = None) -> str | None:
        """The actor a generic term means in reports on a country (default: the document's) on the day."""
        where, day = country or self.context.country, self.context.day
        for row in generics():
            if row.term == term and row.country == where and (day is None or row.start <= day <= row.end):
                return row.actor
        return None

    def by_document(self, noun: Noun, near: str | None = None) -> str | None:
        """The actor of a phrase that names nobody, from what the document is about; None where that says nothing.

        ``near`` is the state last spoken of, where the document is about two alike.
        """
        state = near or self.context.country
        if state is None:
            return None
        words = set(noun.phrase.replace("-", " ").split())
        if words & _SECRET:
            return None
        if noun.role == "institution" or (noun.role == "forces" and words & _OURS):
            return f"{state}-{noun.value}"
        if noun.role == "fighters":
            return self.rebels(state) if in_conflict(state, self.context.day) else None
        if noun.role == "office" and words & {"army", "military"}:
            return f"{state}-MIL"
        if noun.role == "office" and noun.value in _HOME_POSTS:
            return self._holder(state, noun.value)
        if noun.role == "body" and noun.value == "coalition" and "allies" not in words:
            return self.generic("alliance" if noun.phrase == "alliance" else "coalition")
        if noun.phrase == "observatory":
            return self.generic("observatory")
        return None
