"""The questions the page and other programs may ask of a served record."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, HTTPException, Query, Request

from contested.errors import UsageError
from contested.model import KINDS, STANCES, Kind, Stance
from contested.record import Query as Wanted
from contested.record.flat import plain
from contested.record.records import Sort
from contested.situation.records import Control
from contested.web.live import Live
from contested.web.review import Decide, Withdraw, concerned, decision_row, statuses, take
from contested.web.situated import KnownControl

MOST = 1000
Json = dict[str, Any]
_OfPlace = Annotated[str | None, Query(description="a name or a GeoNames id")]


@dataclass(frozen=True)
class Context:
    """What the questions are asked of; ``review`` says whether decisions may be taken."""

    live: Live
    review: bool


def context(request: Request) -> Context:
    """The context of the application that got a request."""
    return cast(Context, request.app.state.context)


router = APIRouter(prefix="/api")


@router.get("/state")
def state(request: Request) -> Json:
    """Which generation the data are of, and whether a newer one is on its way."""
    live = context(request).live
    generation = live.current.payload.generation
    return {"generation": generation, "building": live.building, "problem": live.failure}


@router.get("/claims")
def claims(
    request: Request,
    place: _OfPlace = None,
    within_km: float | None = None,
    country: str | None = None,
    actor: str | None = None,
    speaker: str | None = None,
    target: str | None = None,
    who: str | None = None,
    kind: Annotated[list[str] | None, Query()] = None,
    stance: Annotated[list[str] | None, Query()] = None,
    since: date | None = None,
    until: date | None = None,
    dated: bool | None = None,
    reported_since: date | None = None,
    reported_until: date | None = None,
    as_known: date | None = None,
    text: str | None = None,
    report: str | None = None,
    outlet: str | None = None,
    rejected: bool = False,
    sort: Sort = "event",
    descending: bool = False,
    limit: Annotated[int, Query(ge=0, le=MOST)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Json:
    """Claims as `contested claims --format json` has them, by the same conditions; a page of them and how many."""
    wanted = Wanted(
        place=place, within_km=within_km, country=country, actor=actor, speaker=speaker, target=target, who=who,
        kind=cast(tuple[Kind, ...], _known(kind, KINDS, "kind of claim")),
        stance=cast(tuple[Stance, ...], _known(stance, STANCES, "stance")),
        since=since, until=until, dated=dated, reported_since=reported_since, reported_until=reported_until,
        as_known=as_known, text=text, report=report, outlet=outlet, rejected=rejected, sort=sort,
        descending=descending, limit=limit, offset=offset,
    )  # fmt: skip
    with context(request).live.open() as record:
        return {"total": record.count(wanted), "claims": [plain(claim) for claim in record.claims(wanted)]}


def _known(words: list[str] | None, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    for word in words or ():
        if word not in known:
            raise UsageError(f"{word!r} is no {what}; one of: {', '.join(known)}")
    return tuple(words or ())


@router.get("/report/{report_id:path}")
def report(request: Request, report_id: str) -> Json:
    """A report with its text and its claims; offsets count code points."""
    with context(request).live.open() as record:
        text = record.text(report_id)
        about = record.reports(Wanted(report=report_id))
        found = [plain(claim) for claim in record.claims(Wanted(report=report_id))]
    return {"report": plain(about[0]) if about else {"id": report_id}, "text": text, "claims": found}


@router.get("/search")
def search(
    request: Request,
    text: str,
    within: Annotated[Literal["sentence", "report"], Query(alias="in")] = "sentence",
) -> Json:
    """The rows of claims whose sentence, or report, holds the words."""
    live = context(request).live
    payload = live.current.payload
    with live.open() as record:
        if within == "sentence":
            ids = (claim.claim.id for claim in record.iter_claims(Wanted(text=text)))
            rows = [payload.row[id_] for id_ in ids if id_ in payload.row]
        else:
            found = {report.id for report in record.reports(Wanted(text=text))}
            rows = [
                payload.row[claim.claim.id]
                for chapter in live.current.material.chapters
                if chapter.report.id in found
                for claim in chapter.claims
                if claim.claim.id in payload.row
            ]
    return {"generation": payload.generation, "claims": sorted(set(rows))}


@router.get("/control")
def control(
    request: Request,
    at: date | None = None,
    since: date | None = None,
    until: date | None = None,
    as_known: date | None = None,
    place: _OfPlace = None,
) -> list[Json]:
    """Who held what, as `contested control --format json` has it: on one day, or between two."""
    since, until = at or since, at or until
    rows = [
        known.control
        for known in context(request).live.current.derived.controls
        if holds(known, as_known)
        and (since is None or known.control.last >= since)
        and (until is None or known.control.first <= until)
        and (place is None or place in (str(known.control.place.geonames), known.control.place.name))
    ]
    return [_control(row, since, until) for row in rows]


def holds(known: KnownControl, as_known: date | None) -> bool:
    """Whether an interval holds in what was known on a day (None: now)."""
    if as_known is None:
        return known.known_until is None
    return known.known_from <= as_known and (known.known_until is None or as_known < known.known_until)


def _control(row: Control, since: date | None, until: date | None) -> Json:
    first = max(row.first, since) if since else row.first
    last = min(row.last, until) if until else row.last
    return {
        "place": asdict(row.place),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "state": row.state,
        "holder": [asdict(party) for party in row.holder],
        "tier": row.tier,
        "rule": row.rule,
        "claims": list(row.claims),
    }


@router.get("/why")
def why(request: Request, place: str, day: date, as_known: date | None = None) -> list[Json]:
    """Why a place is said to be held as it is on a day: the rule, and the claims for and against with their words."""
    live = context(request).live
    found = []
    with live.open() as record:
        for known in live.current.derived.controls:
            row = known.control
            named = place in (str(row.place.geonames), row.place.name)
            if named and row.first <= day <= row.last and holds(known, as_known):
                answer = _control(row, None, None)
                answer["reason"] = row.reason
                answer["claims"] = [plain(record.claim(claim)) for claim in row.claims]
                answer["against"] = [plain(record.claim(claim)) for claim in row.against]
                found.append(answer)
    return found


@router.get("/decisions")
def decisions(request: Request, limit: Annotated[int, Query(ge=1, le=MOST)] = 200) -> Json:
    """What people decided, newest first, withdrawn decisions too."""
    live = context(request).live
    with live.open() as record:
        newest = record.decisions()[::-1][:limit]
    return {"decisions": [decision_row(decision, live.current.payload.row) for decision in newest]}


@router.post("/decisions", status_code=201)
def decide(request: Request, wish: Decide) -> Json:
    """Take a decision."""
    live = _reviewed(request)
    with live.open() as record:
        taken = take(record, wish)
        return _decided(live, record, taken)


@router.post("/decisions/{decision}/withdraw")
def withdraw(request: Request, decision: str, wish: Withdraw) -> Json:
    """Take a decision back; it stays in the record as withdrawn."""
    live = _reviewed(request)
    with live.open() as record:
        return _decided(live, record, record.withdraw(decision, who=wish.who.strip(), why=wish.why.strip()))


def _reviewed(request: Request) -> Live:
    found = context(request)
    if not found.review:
        raise HTTPException(403, "this page is for reading only; start the server without --read-only to review")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send JSON")
    return found.live


def _decided(live: Live, record: Any, decision: Any) -> Json:
    payload = live.current.payload
    answer = {
        "decision": decision_row(decision, payload.row),
        "status": statuses(record, concerned(decision), payload.row),
        "generation": payload.generation,
    }
    live.changed()
    return answer
