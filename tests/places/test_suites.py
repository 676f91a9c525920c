"""The suites ``places`` and ``event_location`` on small corpora of our own, in the corpora's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.errors import InputError
from contested.evaluate import event_location, places
from contested.evaluate.event_sentences import load as load_sentences
from contested.evaluate.outcome import Inputs
from contested.evaluate.toponyms import load

TEXT = "Georgian troops left Paris for Lyon, in France, on Monday."
LGL = f"""<articles><article docid="7"><domain>x.org</domain><text>{TEXT}</text><toponyms>
<toponym><start>0</start><end>8</end><phrase>Georgian</phrase>
<gaztag geonameid="614540"><lat>42</lat><lon>43.5</lon></gaztag></toponym>
<toponym><start>21</start><end>26</end><phrase>Paris</phrase>
<gaztag geonameid="2988507"><lat>48.85</lat><lon>2.35</lon></gaztag></toponym>
<toponym><start>31</start><end>35</end><phrase>Lyon</phrase></toponym>
</toponyms></article></articles>"""
GWN = f"""<articles><article file="3"><text>{TEXT}</text><toponyms>
<toponym><extractedName>Georgian</extractedName><type>Demonym</type>
<modifierType /><start>0</start><end>8</end></toponym>
<toponym><extractedName>Paris</extractedName><type>Literal</type><modifierType /><start>21</start><end>26</end>
<geonamesID>2988507</geonamesID><latitude>48.85</latitude><longitude>2.35</longitude></toponym>
<toponym><extractedName>France</extractedName><type>Metonymic</type><modifierType>Noun</modifierType><start>40</start><end>46</end>
<geonamesID>3017382</geonamesID><latitude>47</latitude><longitude>2</longitude></toponym>
</toponyms></article></articles>"""
GEOVIRUS = f"""<articles><article><text>{TEXT}</text><locations>
<location><name>Lyon</name><start>32</start><end>36</end><lat>45.76</lat><lon>4.84</lon></location>
</locations></article></articles>"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name, xml in (("lgl.xml", LGL), ("gwn.xml", GWN), ("GeoVirus.xml", GEOVIRUS)):
        (tmp_path / name).write_text(xml, encoding="utf-8")
    return tmp_path


def test_the_corpora_are_read_without_demonyms(corpora: Path) -> None:
    spans = {d.corpus: [TEXT[t.start : t.end] for t in d.toponyms] for d in load(corpora)}
    assert spans == {"lgl": ["Paris", "Lyon"], "gwn": ["Paris", "France"], "geovirus": ["Lyon"]}


def test_the_suite_places(corpora: Path) -> None:
    outcome = places.run(Inputs(corpora))
    values = {f.name: f.value for f in outcome.figures}
    assert values["lgl gold spans acc@161"] == 100.0
    assert values["gwn gold spans same id"] == 100.0
    assert values["geovirus gold spans acc@161"] == 100.0
    assert values["lgl recognition F1"] == pytest.approx(80.0)  # France is found too, which LGL's labels lack
    assert [p.doc for p in outcome.predictions] == ["lgl-7", "gwn-3", "geovirus-0"]
    assert outcome.predictions[0].data["gold_spans"][0]["geonames"] == 2988507


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lgl\.xml"):
        places.run(Inputs(tmp_path))
    with pytest.raises(InputError, match=r"labeled\.jsonl"):
        event_location.run(Inputs(tmp_path))


def test_the_suite_event_location(tmp_path: Path) -> None:
    text = "Two men were shot in Mosul on Friday, police in Baghdad said."
    tokens = [{"text": w, "start": text.index(w), "end": text.index(w) + len(w)} for w in ("shot", "Mosul")]
    spans = [
        {"start": 13, "end": 17, "label": "VERB"},
        {"start": 1, "end": 1, "token_start": 1, "token_end": 1, "label": "LOCATION"},
    ]
    row = {"_id": "a", "text": text, "spans": spans, "tokens": tokens}
    (tmp_path / "labeled.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (sentence,) = load_sentences(tmp_path)
    assert [text[a:b] for a, b in sentence.places] == ["Mosul"]
    outcome = event_location.run(Inputs(tmp_path))
    assert outcome.figures[0].value == 100.0
    assert outcome.predictions[0].data["place"]["quote"] == "Mosul"
