"""The records: a span that is not its text cannot be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import SpanError
from contested.model import Report, Span


@given(st.text(min_size=1), st.data())
def test_a_span_made_by_a_report_is_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Report(id="r", text=text).span(start, end)
    assert span.quote == text[start:end]


@pytest.mark.parametrize(
    ("start", "end", "quote"), [(0, 4, "Hama"), (0, 0, ""), (-1, 2, "H"), (0, 99, "Homs fell"), (5, 4, "")]
)
def test_a_span_that_is_not_its_text_cannot_be_made(start: int, end: int, quote: str) -> None:
    with pytest.raises(SpanError, match="report r"):
        Span("r", start, end, quote, "Homs fell")
