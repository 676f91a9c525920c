"""Publication dates: read where they are printed, never invented; datelines of agencies."""

from datetime import date

import pytest

from contested.intake import date_of_publication, find_dateline

BODY = "Rebels entered the town on Monday, officials said. "


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"Published October 4 2014 {BODY}", date(2014, 10, 4), "text"),
        (f"Last updated at Feb 022015 Beirut {BODY}", date(2015, 2, 2), "text"),
        (f"July 30 2014 Bombs in two markets. {BODY}", date(2014, 7, 30), "text"),
        (f"Sun 05 Jul 2015 22 dead in raids. {BODY}", date(2015, 7, 5), "text"),
        (f"12 dead in raid Monitor AFP Wednesday 22 Jul 2015 {BODY}", date(2015, 7, 22), "text"),
        (f"04.07.2015 {BODY}", date(2015, 7, 4), "text"),
        (f"18-12-2014 Army Takes Hill. {BODY}", date(2014, 12, 18), "text"),
        (f"RABAT | Fri Apr 22, 2011 2:51 pm EDT RABAT (Reuters) - {BODY}", date(2011, 4, 22), "text"),
        (f"SAN SALVADOR, 7 JAN 90 (ACAN-EFE) -- {BODY}", date(1990, 1, 7), "dateline"),
        (f"BOGOTA, 2 April 1990 (AFP) - {BODY}", date(1990, 4, 2), "dateline"),
        (f"CAIRO, April 15 (Reuters) - {BODY}© 2011 Reuters", date(2011, 4, 15), "dateline"),
    ],
)
def test_printed_dates(text: str, day: date, basis: str) -> None:
    assert date_of_publication(text) == (day, basis)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"CAIRO, April 15 (Reuters) - {BODY}",
        f"{BODY}The war began on 15 March 2011, and on March 3, 2013 the city fell.",
        f"07/08/2015 {BODY}",
        f"31-02-2015 {BODY}",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert date_of_publication(text) == (None, "unknown")


def test_the_address_knows_the_day_or_the_year() -> None:
    assert date_of_publication(BODY, url="https://example.org/2024/12/05/hama") == (date(2024, 12, 5), "metadata")
    assert date_of_publication(f"CAIRO, April 15 (Reuters) - {BODY}", url="https://example.org/2011/a") == (
        date(2011, 4, 15),
        "dateline",
    )


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("CAIRO, April 15 (Reuters) - Rebels", "CAIRO", "Reuters"),
        ("BEIRUT (AP) - Rebels", "BEIRUT", "AP"),
        ("BEIRUT (AP) — Rebels", "BEIRUT", "AP"),
        ("Near Bir Al-Ghanam, Libya (CNN) -- Rebels", "Near Bir Al-Ghanam, Libya", "CNN"),
        ("SAN SALVADOR, 7 JAN 90 (ACAN-EFE) -- REBELS", "SAN SALVADOR", "ACAN-EFE"),
        ("The boat sank on Wednesday (CNN) -- At least 150", None, "CNN"),
        ("BEIRUT Thirteen civilians were killed", "BEIRUT", None),
    ],
)
def test_datelines(text: str, place: str | None, agency: str | None) -> None:
    line = find_dateline(text)
    assert line is not None
    assert (text[slice(*line.place)] if line.place else None) == place
    assert line.agency == agency


def test_prose_has_no_dateline() -> None:
    assert find_dateline("The observers (AU) said that Tripoli had fallen.") is None
