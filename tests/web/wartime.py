"""An invented war of a few reports: a town changes hands, denials, tolls, flight; and a report that attacks a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from contested.model import (
    Actor,
    ActorRef,
    Block,
    Claim,
    Codes,
    Count,
    CountWhat,
    Kind,
    Place,
    PlaceRef,
    Reading,
    Report,
    Span,
    Stance,
    TimeRef,
    sha256,
)  # fmt: skip
from contested.record import Incoming, Record, Release

RELEASE = Release("0.1.0", "a" * 64)
NOW = datetime(2011, 6, 1, 12, 0, tzinfo=UTC)
BREGA = Place(80514, "Al Burayqah", 30.40624, 19.57393, "LY", "Al Wāḩāt", "settlement")
AJDABIYA = Place(89113, "Ajdabiya", 30.75545, 20.22626, "LY", "Al Wāḩāt", "settlement")
MISRATA = Place(2214846, "Misratah", 32.37535, 15.09254, "LY", "Mişrātah", "settlement")
LIBYA = Place(2215636, "Libya", 28.0, 17.0, "LY", None, "country")
ARMY = Actor("LBY-MIL", "Armed forces of Libya", "armed forces", ("Libyan civil war (2011): government",))
REBELS = Actor("LBY-REB", "Libyan rebels", "non-state armed group", ("Libyan civil war (2011): opposition",))
MONITOR = Actor("hrw", "Human Rights Watch", "monitor")
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'

Named = tuple[str, Actor | None]


@dataclass
class Story:
    """A report in the making: every ``claim`` adds a sentence."""

    id: str
    published: date
    outlet: str | None = "Example Times"
    title: str | None = None
    url: str | None = None
    text: str = ""
    _made: list[dict[str, object]] = field(default_factory=list)

    def claim(
        self,
        sentence: str,
        kind: Kind,
        trigger: str,
        *,
        stance: Stance = "asserted",
        speaker: tuple[Named, ...] = (),
        actor: tuple[Named, ...] = (),
        target: tuple[Named, ...] = (),
        place: tuple[tuple[str, Place | None], ...] = (),
        day: date | None = None,
        counts: tuple[tuple[str, CountWhat, int | None, int | None], ...] = (),
    ) -> Story:
        """A sentence with a claim; the words given must stand in it. ``day`` is that of its word "on"."""
        at = len(self.text) + bool(self.text)
        self.text += (" " if self.text else "") + sentence
        self._made.append(
            {"at": at, "sentence": sentence, "kind": kind, "trigger": trigger, "stance": stance, "speaker": speaker,
             "actor": actor, "target": target, "place": place, "day": day, "counts": counts}
        )  # fmt: skip
        return self

    def reading(self) -> Reading:
        """As the reader would give it."""
        report = Report(
            id=self.id, text=self.text, blocks=(Block("body", 0, len(self.text)),), title=self.title,
            outlet=self.outlet, url=self.url, published=self.published, published_basis="given",
            raw_sha256=sha256(self.text),
        )  # fmt: skip
        return Reading(report, tuple(_claim(report, one) for one in self._made))


def _claim(report: Report, one: dict) -> Claim:  # type: ignore[type-arg]
    at, sentence = one["at"], one["sentence"]

    def span(words: str) -> Span:
        start = report.text.index(words, at, at + len(sentence))
        return report.span(start, start + len(words))

    def refs(named: tuple[Named, ...]) -> tuple[ActorRef, ...]:
        return tuple(ActorRef(span(words), actor) for words, actor in named)

    trigger, day = span(one["trigger"]), one["day"]
    return Claim(
        id=sha256(f"{report.id} {trigger.start} {one['kind']}")[:16], kind=one["kind"], stance=one["stance"],
        trigger=trigger, sentence=report.span(at, at + len(sentence)), speaker=refs(one["speaker"]),
        actor=refs(one["actor"]), target=refs(one["target"]),
        place=tuple(PlaceRef(span(words), "at", place) for words, place in one["place"]),
        time=TimeRef(span("on"), day, day, "day") if day else None,
        counts=tuple(Count(span(q), what, low, high) for q, what, low, high in one["counts"]),
        codes=Codes("ASSAULT", None, "Battles", "Armed clash") if one["kind"] == "clash" else Codes(),
    )  # fmt: skip


def war() -> list[Story]:
    """Brega falls to the rebels, the army denies it, the rebels leave it; dead are counted in Misrata."""
    first = date(2011, 3, 2)
    taken = Story("r1", first, "Example Times", "Rebels take Brega", "https://times.example/1")
    taken.claim(
        "Rebels said they captured Brega on Wednesday 🙂.", "capture", "captured", speaker=(("Rebels", REBELS),),
        actor=(("they", REBELS),), place=(("Brega", BREGA),), day=first,
    )  # fmt: skip
    denied = Story("r2", first + timedelta(days=1), "State News", "Brega is calm", "http://state.example/a?b=1")
    denied.claim(
        "The army denied that rebels captured Brega on Wednesday.", "capture", "captured", stance="denied",
        speaker=(("The army", ARMY),), actor=(("rebels", REBELS),), place=(("Brega", BREGA),), day=first,
    )  # fmt: skip
    left = Story("r3", first + timedelta(days=10), "Wire", "Rebels leave Brega")
    left.claim(
        "Rebels said they retreated from Brega on Saturday.", "retreat", "retreated", speaker=(("Rebels", REBELS),),
        actor=(("they", REBELS),), place=(("Brega", BREGA),), day=first + timedelta(days=10),
    )  # fmt: skip
    left.claim(
        "Government troops now hold Brega on Saturday.", "hold", "hold", actor=(("Government troops", ARMY),),
        place=(("Brega", BREGA),), day=first + timedelta(days=10),
    )  # fmt: skip
    dead = Story("r4", first + timedelta(days=12), "Wire", None)
    dead.claim(
        "Shelling killed at least 12 people in Misrata on Monday, Human Rights Watch said.", "casualties", "killed",
        speaker=(("Human Rights Watch", MONITOR),), target=(("people", None),), place=(("Misrata", MISRATA),),
        day=first + timedelta(days=12), counts=(("at least 12", "killed", 12, None),),
    )  # fmt: skip
    dead.claim(
        "Hundreds fled the outskirts on foot.", "displacement", "fled", actor=(("Hundreds", None),),
        place=(("outskirts", None),), counts=(("Hundreds", "displaced", None, None),),
    )  # fmt: skip
    return [taken, denied, left, dead]


def attack() -> Story:
    """A report whose every word tries to run in the page."""
    story = Story("evil <b>", date(2011, 3, 20), HOSTILE, HOSTILE, "javascript:alert(3)")
    return story.claim(
        f"{HOSTILE} rebels shelled </script>town\u2028on Sunday.", "attack", "shelled", actor=((HOSTILE, None),),
        place=(("</script>town", None),), day=date(2011, 3, 19),
    )  # fmt: skip


def fill(path: Path, stories: list[Story] | None = None) -> Path:
    """A record of the stories."""
    with Record(path, create=True, clock=lambda: NOW) as record:
        for story in war() if stories is None else stories:
            reading = story.reading()
            raw = reading.report.text.encode()
            incoming = Incoming(f"file:///{story.id}.txt", "file", reading.report, raw, date(2011, 6, 1))
            record.store(incoming, replace(reading), release=RELEASE)
    return path
