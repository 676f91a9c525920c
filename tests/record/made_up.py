"""Made-up reports and readings: random, plausible, and the same for the same seed."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from contested.model import (
    COUNT_WHATS,
    KINDS,
    STANCES,
    Actor,
    ActorRef,
    Attribution,
    Block,
    Claim,
    Codes,
    Count,
    Mention,
    Place,
    PlaceRef,
    Reading,
    Report,
    Span,
    TimeRef,
    sha256,
)
from contested.record import Incoming, Release

RELEASE = Release("0.1.0", "a" * 64, (("schema/kinds.yaml", "b" * 64),))
LATER = Release("0.2.0", "c" * 64)
CALLED = {"Ḩamāh": "Hama"}  # what reports call a place, where it isn't its name
NOW = datetime(2024, 12, 20, 12, 0, tzinfo=UTC)
PLACES = (
    Place(1, "Idlib", 35.93, 36.63, "SY", "Idlib", "settlement"),
    Place(2, "Saraqib", 35.86, 36.81, "SY", "Idlib", "settlement"),
    Place(3, "Ḩamāh", 35.13, 36.76, "SY", "Hama", "settlement"),
    Place(4, "Homs", 34.73, 36.71, "SY", "Homs", "settlement"),
    Place(5, "Idlib", 35.8, 36.7, "SY", "Idlib", "admin1"),
    Place(6, "Syria", 35.0, 38.0, "SY", None, "country"),
    Place(7, "Brega", 30.41, 19.57, "LY", "Al Wahat", "settlement"),
    Place(None, "Kuweires air base", 36.19, 37.58, "SY", "Aleppo", "settlement"),
)
ACTORS = (
    Actor("sy-army", "Syrian Army", "army", ("Syrian war: government",)),
    Actor("hts", "Hayat Tahrir al-Sham", "non-state armed group", ("Syrian war: opposition",)),
    Actor("sohr", "Syrian Observatory for Human Rights", "monitor"),
    Actor("ru", "Russia", "state"),
)
WORDS = ("rebels", "residents", "the group", "two witnesses", "officials", "Rébels")
VERBS = ("seized", "shelled", "denied", "left", "killed", "reached", "vowed")
OUTLETS = ("Example Times", "Beispiel", "Exemple", None)


def made_report(seed: int, *, sentences: int = 6, text: str | None = None) -> Report:
    """A report of a few sentences."""
    rng = random.Random(seed)
    if text is None:
        text = " ".join(made_sentence(rng) for _ in range(sentences))
    published = None if rng.random() < 0.1 else date(2024, 11, 20) + timedelta(days=rng.randrange(30))
    return Report(
        id=sha256(text)[:16],
        text=text,
        blocks=(Block("body", 0, len(text)),),
        title=None if rng.random() < 0.3 else f"Report {seed}",
        outlet=rng.choice(OUTLETS),
        published=published,
        published_basis="given" if published else "unknown",
        raw_sha256=sha256(text),
    )


def made_sentence(rng: random.Random) -> str:
    """Actor, verb, place, number, day, speaker; é and an emoji keep offsets honest."""
    who = rng.choice([a.name for a in ACTORS] + list(WORDS))
    number, day = rng.randrange(1, 60), rng.choice(("on Friday", "overnight", "last year", "— café 🙂 —"))
    where = called(rng.choice(PLACES))
    filler = " ".join(
        rng.choice(("smoke", "rose", "over", "roads", "fields", "guns", "quiet", "night")) for _ in range(9)
    )
    return f"{who} {rng.choice(VERBS)} {where} with {number} dead {day}, {rng.choice(WORDS)} said, {filler}."


def called(place: Place) -> str:
    """What reports call a place."""
    return CALLED.get(place.name, place.name)


def made_reading(report: Report, *, seed: int = 0) -> Reading:
    """A reading of a made-up report (or of any text with sentences): claims wherever a verb of ours stands."""
    rng = random.Random(f"{report.text_sha256} {seed}")
    claims, mentions, attributions, at = [], [], [], 0
    for sentence in report.text.split(". "):
        end = min(at + len(sentence) + 1, len(report.text))
        if sentence.strip():
            span = report.span(at, end)
            claims += [claim for verb in VERBS for claim in _claim(report, span, verb, rng)]
            mentions += [Mention(s, "place", place) for place in PLACES if (s := _find(report, span, called(place)))]
            if (said := _find(report, span, "said")) is not None and said.start > at:
                attributions.append(Attribution((), said, (report.span(at, said.start),)))
        at += len(sentence) + 2
    return Reading(report, tuple(claims), tuple(mentions), tuple(attributions))


def _claim(report: Report, sentence: Span, verb: str, rng: random.Random) -> list[Claim]:
    trigger = _find(report, sentence, verb)
    if trigger is None:
        return []
    places = [
        PlaceRef(s, "at", p if rng.random() < 0.9 else None)
        for p in PLACES
        if (s := _find(report, sentence, called(p)))
    ]
    actors = [ActorRef(s, a) for a in ACTORS if (s := _find(report, sentence, a.name))]
    words = [ActorRef(s, None, "witness") for w in WORDS if (s := _find(report, sentence, w))]
    doer = rng.random() < 0.6
    kind, stance = rng.choice(KINDS), rng.choice(STANCES)
    number = _find(report, sentence, " dead")
    return [
        Claim(
            id=sha256(f"{report.id} {trigger.start} {kind} {stance}")[:16],
            kind=kind,
            stance=stance,
            trigger=trigger,
            sentence=sentence,
            cue=_find(report, sentence, "said"),
            cue_strength=rng.choice(("neutral", "distancing", None)),
            speaker=tuple(words[:2]),
            actor=tuple(actors if doer else ()),
            target=tuple(() if doer else actors),
            place=tuple(places[:2]),
            time=_time(report, sentence, rng),
            counts=() if number is None else (Count(number, rng.choice(COUNT_WHATS), rng.choice((None, 3)), 5),),
            codes=Codes("ASSAULT", None, "Battles", "Armed clash") if kind == "clash" else Codes(),
        )
    ]


def _time(report: Report, sentence: Span, rng: random.Random) -> TimeRef | None:
    day = date(2024, 11, 1) + timedelta(days=rng.randrange(50))
    for words, start, end, precision in (
        ("on Friday", day, day, "day"),
        ("overnight", day, day + timedelta(days=1), "day"),
        ("last year", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("café", None, None, "unknown"),
    ):
        if (span := _find(report, sentence, words)) is not None:
            return TimeRef(span, start, end, precision)
    return None


def _find(report: Report, sentence: Span, words: str) -> Span | None:
    at = report.text.find(words, sentence.start, sentence.end)
    return report.span(at, at + len(words)) if at >= 0 else None


def incoming(
    report: Report, *, address: str | None = None, seen: date = date(2024, 12, 20), raw: bytes | None = None
) -> Incoming:
    """The report as intake would hand it over."""
    data = raw if raw is not None else report.text.encode()
    return Incoming(address or f"file:///{report.id}.txt", "file", report, data, seen)
