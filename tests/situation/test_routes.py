from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.errors import InputError, UsageError
from contested.model import Place
from contested.record.records import RecordedClaim
from contested.situation.control import control_of
from contested.situation.routes import Route, route
from contested.situation.routes_network import Network, approximated, from_lines, kilometres, read_network
from tests.situation.held import ARMY_IS, REBELS_ARE, day, says

WEST = Place(1, "Westham", 35.0, 36.0, "SY", None, "settlement")
MIDDLE = Place(2, "Midham", 35.0, 36.5, "SY", None, "settlement")
EAST = Place(3, "Eastham", 35.0, 37.0, "SY", None, "settlement")
NORTH = Place(4, "Northham", 35.3, 36.5, "SY", None, "settlement")
ROADS = [[(35.0, 36.0), (35.0, 36.5), (35.0, 37.0)], [(35.0, 36.0), (35.3, 36.5), (35.0, 37.0)]]


def claims(middle: str = "hold") -> list[RecordedClaim]:
    found = [*says("a", "hold", ARMY_IS, place=WEST), *says("b", "hold", REBELS_ARE, place=EAST, filler=" too")]
    if middle == "contested":
        found += [
            *says("c", "hold", ARMY_IS, place=MIDDLE),
            *says("d", "hold", REBELS_ARE, place=MIDDLE, filler=" now"),
        ]
    return found


def asked(told: list[RecordedClaim], network: Network | None = None, *, on: int = 1, newest: int = 1) -> Route:
    controls = control_of(told, since=day(on), until=day(on))
    return route(
        WEST, EAST, day=day(on), newest=day(newest), controls=controls, network=network, places=[MIDDLE, NORTH]
    )


def test_a_way_goes_through_the_places_on_its_roads() -> None:
    found = asked(claims(), from_lines(ROADS, basis="roads"))
    assert [s.place.name for s in found.steps] == ["Westham", "Midham", "Eastham"]
    assert found.access == "several hands"
    assert found.km == pytest.approx(kilometres((35.0, 36.0), (35.0, 37.0)), rel=1e-3)
    assert [s.control.state if s.control else None for s in found.steps] == ["held", None, "held"]
    assert not found.approximate


def test_access_is_sought_around_a_contested_town() -> None:
    found = asked(claims("contested"), from_lines(ROADS, basis="roads"))
    assert [s.place.name for s in found.steps] == ["Westham", "Northham", "Eastham"]
    only = asked(claims("contested"), from_lines(ROADS[:1], basis="roads"))
    assert only.access == "contested"


def test_without_roads_neighbours_are_joined_and_the_answer_says_so() -> None:
    found = asked(claims())
    assert found.approximate
    assert "approximation" in found.words
    assert [s.place.name for s in found.steps] == ["Westham", "Midham", "Eastham"]


def test_not_connected_and_not_told() -> None:
    apart = from_lines([[(35.0, 36.0), (35.0, 36.1)], [(35.0, 36.9), (35.0, 37.0)]], basis="roads")
    assert asked(claims(), apart).words == "Westham and Eastham are not connected in roads."
    assert asked([], from_lines(ROADS, basis="roads")).access == "unknown"


def test_no_day_after_the_newest_report() -> None:
    with pytest.raises(UsageError, match="in retrospect"):
        asked(claims(), on=2, newest=1)


def test_a_place_far_from_the_network_is_refused() -> None:
    with pytest.raises(UsageError, match="wider network"):
        asked(claims(), from_lines([[(10.0, 10.0), (10.0, 11.0)]], basis="roads"))


def test_neighbours_have_no_third_place_between_them() -> None:
    network = approximated([(35.0, 36.0), (35.0, 36.5), (35.0, 37.0)])
    assert (35.0, 37.0) not in network.edges[(35.0, 36.0)]
    assert (35.0, 36.5) in network.edges[(35.0, 36.0)]


def test_geojson_and_osm_give_the_same_roads(tmp_path: Path) -> None:
    feature = {
        "type": "Feature", "properties": {},
        "geometry": {"type": "LineString", "coordinates": [[36.0, 35.0], [36.5, 35.0]]},
    }  # fmt: skip
    geojson = tmp_path / "roads.geojson"
    geojson.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    osm = tmp_path / "roads.osm"
    osm.write_text(
        '<osm><node id="1" lat="35.0" lon="36.0"/><node id="2" lat="35.0" lon="36.5"/><node id="3" lat="1" lon="1"/>'
        '<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>'
        '<way id="8"><nd ref="2"/><nd ref="3"/><tag k="waterway" v="river"/></way></osm>'
    )
    assert read_network(geojson).edges == read_network(osm).edges


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.geojson", "roads"), ("b.geojson", '{"type": "FeatureCollection", "features": []}'), ("c.osm", "<osm>"),
        ("d.osm", "<osm></osm>"),
        ("e.geojson", '{"features": [{"geometry": {"type": "LineString", "coordinates": [1]}}]}'),
        ("f.geojson", "[1, 2]"),
    ],
)  # fmt: skip
def test_a_file_without_roads_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=name):
        read_network(tmp_path / name)
    with pytest.raises(InputError, match=r"none\.osm"):
        read_network(tmp_path / "none.osm")
