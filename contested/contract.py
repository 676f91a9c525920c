"""The JSON that every tool relies on (DESIGN section 4): a Reading to plain data and back.

Key order is fixed, so that the same reading gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from contested.model import (
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
)

Json = dict[str, Any]


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "quote": span.quote}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "geonames": place.geonames, "name": place.name, "lat": place.lat, "lon": place.lon,
        "country": place.country, "admin1": place.admin1, "precision": place.precision,
    }  # fmt: skip


def _actor(actor: Actor | None) -> Json | None:
    if actor is None:
        return None
    return {"id": actor.id, "name": actor.name, "kind": actor.kind, "party_to": list(actor.party_to)}


def _actor_ref(ref: ActorRef) -> Json:
    return {**_span(ref.span), "actor": _actor(ref.actor), "source": ref.source, "inferred": ref.inferred}


def _place_ref(ref: PlaceRef) -> Json:
    return {
        **_span(ref.span), "role": ref.role, "place": _place(ref.place),
        "relation": ref.relation, "radius_km": ref.radius_km, "inferred": ref.inferred,
    }  # fmt: skip


def _time_ref(ref: TimeRef) -> Json:
    return {**_span(ref.span), "from": _day(ref.start), "to": _day(ref.end), "precision": ref.precision}


def claim_to_json(claim: Claim) -> Json:
    """One claim as plain data, keys in the contract's order."""
    codes = claim.codes
    return {
        "id": claim.id,
        "kind": claim.kind,
        "stance": claim.stance,
        "trigger": _span(claim.trigger),
        "sentence": {"start": claim.sentence.start, "end": claim.sentence.end},
        "cue": _span(claim.cue) if claim.cue else None,
        "cue_strength": claim.cue_strength,
        "speaker": [_actor_ref(ref) for ref in claim.speaker],
        "actor": [_actor_ref(ref) for ref in claim.actor],
        "target": [_actor_ref(ref) for ref in claim.target],
        "place": [_place_ref(ref) for ref in claim.place],
        "time": _time_ref(claim.time) if claim.time else None,
        "counts": [{**_span(c.span), "what": c.what, "low": c.low, "high": c.high} for c in claim.counts],
        "codes": {
            "plover": {"event": codes.plover_event, "mode": codes.plover_mode},
            "acled": {"event_type": codes.acled_event_type, "sub_event_type": codes.acled_sub_event_type},
        },
    }


def reading_to_json(reading: Reading) -> Json:
    """A reading as the contract's object, without the text itself."""
    report = reading.report
    return {
        "report": {
            "id": report.id, "title": report.title, "outlet": report.outlet, "url": report.url,
            "published": _day(report.published), "published_basis": report.published_basis,
            "text_sha256": report.text_sha256,
            "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in report.blocks],
        },
        "claims": [claim_to_json(claim) for claim in reading.claims],
        "mentions": [
            {**_span(m.span), "kind": m.kind, "place": _place(m.place), "actor": _actor(m.actor)}
            for m in reading.mentions
        ],
        "attributions": [
            {
                "source": [_span(s) for s in a.source],
                "cue": _span(a.cue) if a.cue else None,
                "content": [_span(s) for s in a.content],
            }
            for a in reading.attributions
        ],
    }  # fmt: skip


def dumps(reading: Reading, *, indent: int | None = None) -> str:
    """The contract's JSON text of a reading: one line, or indented."""
    return json.dumps(reading_to_json(reading), ensure_ascii=False, indent=indent)


class _Back:
    """Reads plain data back into records, checking every quote against the text."""

    def __init__(self, report_id: str, text: str) -> None:
        self.id, self.text = report_id, text

    def span(self, data: Json) -> Span:
        quote = data.get("quote", self.text[data["start"] : data["end"]])
        return Span(self.id, data["start"], data["end"], quote, self.text)

    def place(self, data: Json | None) -> Place | None:
        return Place(**data) if data else None

    def actor(self, data: Json | None) -> Actor | None:
        return Actor(data["id"], data["name"], data["kind"], tuple(data.get("party_to", ()))) if data else None

    def actor_refs(self, rows: list[Json]) -> tuple[ActorRef, ...]:
        return tuple(
            ActorRef(self.span(r), self.actor(r.get("actor")), r.get("source"), r.get("inferred", False)) for r in rows
        )

    def place_ref(self, row: Json) -> PlaceRef:
        return PlaceRef(
            self.span(row), row["role"], self.place(row.get("place")),
            row.get("relation"), row.get("radius_km"), row.get("inferred", False),
        )  # fmt: skip

    def time(self, row: Json | None) -> TimeRef | None:
        if row is None:
            return None
        return TimeRef(self.span(row), _date(row["from"]), _date(row["to"]), row["precision"])

    def claim(self, c: Json) -> Claim:
        plover, acled = c["codes"]["plover"], c["codes"]["acled"]
        return Claim(
            id=c["id"],
            kind=c["kind"],
            stance=c["stance"],
            trigger=self.span(c["trigger"]),
            sentence=self.span(c["sentence"]),
            cue=self.span(c["cue"]) if c["cue"] else None,
            cue_strength=c.get("cue_strength"),
            speaker=self.actor_refs(c["speaker"]),
            actor=self.actor_refs(c["actor"]),
            target=self.actor_refs(c["target"]),
            place=tuple(self.place_ref(p) for p in c["place"]),
            time=self.time(c["time"]),
            counts=tuple(Count(self.span(n), n["what"], n["low"], n["high"]) for n in c["counts"]),
            codes=Codes(plover["event"], plover["mode"], acled["event_type"], acled["sub_event_type"]),
        )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def claim_from_json(data: Json, *, report: str, text: str) -> Claim:
    """The claim that ``claim_to_json`` wrote, for the report's id and text; raises SpanError on a wrong quote."""
    return _Back(report, text).claim(data)


def reading_from_json(data: Json, *, text: str, raw_sha256: str | None = None) -> Reading:
    """The reading that ``reading_to_json`` wrote, given the report's text; raises SpanError on a wrong quote."""
    r = data["report"]
    back = _Back(r["id"], text)
    report = Report(
        id=r["id"],
        text=text,
        blocks=tuple(Block(b["kind"], b["start"], b["end"]) for b in r["blocks"]),
        title=r["title"],
        outlet=r["outlet"],
        url=r["url"],
        published=_date(r["published"]),
        published_basis=r["published_basis"],
        raw_sha256=raw_sha256,
    )
    mentions = tuple(
        Mention(back.span(m), m["kind"], back.place(m["place"]), back.actor(m["actor"])) for m in data["mentions"]
    )
    attributions = tuple(
        Attribution(
            tuple(back.span(s) for s in a["source"]),
            back.span(a["cue"]) if a["cue"] else None,
            tuple(back.span(s) for s in a["content"]),
        )
        for a in data["attributions"]
    )
    return Reading(report, tuple(back.claim(c) for c in data["claims"]), mentions, attributions)
