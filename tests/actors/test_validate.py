from datetime import date
from pathlib import Path

import pytest

from contested.actors.explain import explain
from contested.actors.knowledge import knowledge
from contested.actors.validate import validate
from contested.errors import DataFileError

HEADER = "id,fact,value,from,to,source\n"
WHOLE = "valley-front,name,Valley Front,2020,,own\nvalley-front,kind,non-state armed group,,,own\n"


def test_our_own_files_are_well() -> None:
    assert [str(p) for p in validate()] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("valley-front,colour,red,,,own", "no sort of fact"),
        ("valley-front,alias,VF,2020,2019,own", "before it begins"),
        ("valley-front,parent,no-such-body,,,own", "no actor 'no-such-body'"),
        ("valley-front,side,rebels,,,own", "no 'conflict: side'"),
        ("valley-front,country,XYZ,,,own", "is no state"),
        ("valley-front,alias,VF,,,hearsay", "no source"),
        ("valley-front,alias,,,,own", "value is empty"),
        ("Valley Front,alias,VF,,,own", "is no id"),
        ("valley-front,office,SYR president,,,own", "no 'body:office'"),
        ("valley-front,alias,--,,,own", "nothing to match"),
        ("other-front,alias,Other,,,own", "has no name"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + WHOLE + row + "\n", encoding="utf-8")
    problems = [p for p in validate((path,)) if p.file == "mine.csv"]
    assert any(p.line == 4 and message in p.message for p in problems), problems


@pytest.mark.parametrize(
    ("content", "line"),
    [("id,name\n", 1), (HEADER + "a,b\n", 2), (HEADER + WHOLE + "valley-front,alias,VF,20-20,,own\n", 4)],
)
def test_a_file_that_cannot_be_read_names_its_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"broken\.csv:{line}:"):
        knowledge((path,))
    assert [p.line for p in validate((path,))] == [line]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no such file"):
        knowledge((tmp_path / "none.csv",))


def test_a_users_file_adds(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + WHOLE + "taliban,alias,Student Movement,,,own\n", encoding="utf-8")
    assert [e.actor.id for e in explain("Valley Front", extra=(path,))] == ["valley-front"]
    assert [e.actor.id for e in explain("student movement", extra=(path,))] == ["taliban"]
    assert explain("Valley Front") == ()


def test_explain_puts_the_holder_of_the_day_first() -> None:
    assert explain("Clinton", on=date(2011, 1, 1))[0].actor.id == "hillary-clinton"
    assert explain("Sudanese army", on=date(2011, 1, 1))[0].actor.id == "SDN-MIL"
    assert explain("Nusra Front", on=date(2013, 1, 1))[0].actor.party_to == ("Syrian civil war: opposition",)
