"""A brief as Markdown, or as one HTML page that needs nothing else: no script, no font, no address is loaded."""

from __future__ import annotations

import re
from html import escape

from contested.situation.brief_model import Brief, Section, Sentence, Source
from contested.situation.brief_words import day

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_WEB = re.compile(r"^https?://", re.IGNORECASE)
_STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5b636b; --paper: #fff; --line: #d5d9dd; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --soft: #a7afb6; --paper: #16191c; --line: #3a4046; --link: #8cc2ff; }
}
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
a { color: var(--link); } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; color: var(--soft); margin: 0 0 1rem; }
dd { margin: 0; } nav ul { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
main li { margin: .45rem 0; } main li li { margin: .2rem 0; } .cite { font-size: .85em; white-space: nowrap; }
#sources ol { padding-left: 2.4rem; font-size: .9rem; }
#sources li { border-top: 1px solid var(--line); padding: .5rem 0; }
#sources li:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
.about { color: var(--soft); overflow-wrap: anywhere; } blockquote { margin: .2rem 0; }
@media print { nav { display: none; } body { max-width: none; } a { color: inherit; } }
"""


def markdown(brief: Brief) -> str:
    """The brief as Markdown: sections of lists, numbered links to the sources at the end."""
    lines = [f"# {brief.heading}", ""]
    lines += [f"- {label}: {_safe(value)}" for label, value in brief.facts]
    for section in brief.sections:
        lines += ["", f"## {section.heading}", ""]
        for one in section.sentences:
            links = "".join(f" [[{n}]](#source-{n})" for n in one.sources)
            lines.append(f"{'  ' * one.level}- {_safe(one.text)}{links}")
    lines += ["", "## Sources", ""]
    for source in brief.sources:
        lines.append(f'{source.number}. <a id="source-{source.number}"></a>{_safe(_about(source))}')
        if source.claims:
            address = f"<{source.url}>" if _WEB.match(source.url or "") else f"`{source.url or source.report}`"
            lines += [f"   “{_safe(_inner(source.quote))}”  ", f"   {address} · {_claims(source)}"]
    return "\n".join(lines) + "\n"


def html(brief: Brief) -> str:
    """The brief as a page."""
    nav = "".join(f'<li><a href="#{s.id}">{escape(s.heading)}</a></li>' for s in brief.sections)
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in brief.facts)
    sections = "\n".join(_section(section) for section in brief.sections)
    sources = "\n".join(_source(source) for source in brief.sources)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(brief.heading)}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
<h1>{escape(brief.heading)}</h1>
<dl>{facts}</dl>
<nav aria-label="Sections"><ul>{nav}<li><a href="#sources">Sources</a></li></ul></nav>
</header>
<main>
{sections}
<section id="sources" aria-labelledby="h-sources">
<h2 id="h-sources">Sources</h2>
<ol>
{sources}
</ol>
</section>
</main>
</body>
</html>
"""


def _section(section: Section) -> str:
    items = []
    for number, one in enumerate(section.sentences):
        if one.level:
            continue
        under = []
        for other in section.sentences[number + 1 :]:
            if not other.level:
                break
            under.append(f"<li>{_said(other)}</li>")
        nested = f"<ul>{''.join(under)}</ul>" if under else ""
        items.append(f"<li>{_said(one)}{nested}</li>")
    heading = f'<h2 id="h-{section.id}">{escape(section.heading)}</h2>'
    listed = "\n".join(items)
    return f'<section id="{section.id}" aria-labelledby="h-{section.id}">\n{heading}\n<ul>\n{listed}\n</ul>\n</section>'


def _said(one: Sentence) -> str:
    links = " ".join(f'<a href="#source-{n}" aria-label="Source {n}">[{n}]</a>' for n in one.sources)
    return f'{escape(one.text)} <span class="cite">{links}</span>'


def _source(source: Source) -> str:
    about = escape(_about(source))
    if not source.claims:
        return f'<li id="source-{source.number}" value="{source.number}">{about}</li>'
    url = source.url or source.report or ""
    address = f'<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>' if _WEB.match(url) else escape(url)
    return (
        f'<li id="source-{source.number}" value="{source.number}">{about}'
        f"<blockquote>“{escape(_inner(source.quote))}”</blockquote>"
        f'<div class="about">{address} · {escape(_claims(source))}</div></li>'
    )


def _about(source: Source) -> str:
    if not source.claims:
        return source.quote
    published = day(source.published) if source.published else "day not known"
    named = [part for part in (source.outlet, source.title) if part] or [source.report or ""]
    return ", ".join([*named, published])


def _claims(source: Source) -> str:
    return f"{'claim' if len(source.claims) == 1 else 'claims'} {', '.join(source.claims)}"


def _inner(quote: str) -> str:
    return quote.replace("“", "‘").replace("”", "’")


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
