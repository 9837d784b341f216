"""The style sheet of papers for the screen: the Word styles in proportion, for light, dark, narrow, wide and print."""

from __future__ import annotations

from typing import Final

from inspect_tui.documents.word_body import MARGINS, RULE_SHARE
from inspect_tui.documents.word_styles import FONT, STYLES, Style

_BODY_POINTS: Final = 14
"""The size of the body on paper; on the screen all sizes stand in proportion to the reader's own."""
_TWIPS_PER_POINT: Final = 20

_SHEET: Final = """
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --desk: #e9e9e4; --line: #767676; --link: #0b4f8a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --paper: #1b1c1e; --desk: #101112; --line: #8d8d8d; --link: #8ec5ff; }
}
* { box-sizing: border-box; }
html { font-size: 112.5%; }
body { margin: 0; background: var(--desk); color: var(--ink); overflow-wrap: anywhere;
  font-family: "FONT", "Liberation Serif", Tinos, serif; line-height: 1.4; }
nav, article { max-width: 48rem; margin: 0 auto; padding: 1rem 1.25rem; }
nav h1 { font-size: 1rem; margin: 0; }
nav ul { margin: 0; padding-left: 1.25rem; }
nav a { color: var(--link); display: inline-block; padding: .35rem 0; }
article { background: var(--paper); margin-bottom: 1rem; }
section.wide { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
p, h1, h2, h3, h4 { margin: 0; font-size: 1rem; font-weight: normal; }
.head, .halves { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; }
.head { grid-template-columns: 66fr 94fr; }
.halves { margin-top: 1rem; }
.IssuingBody, .Motto, .Subject { width: fit-content; max-width: 100%; margin-inline: auto; }
.IssuingBody::after, .Motto::after, .Subject::after { content: ""; display: block; border-top: 1px solid;
  margin: .15rem auto 0; width: RULE%; }
.Motto::after { width: 100%; }
.Subject { margin-bottom: 1rem; }
.SignerName { min-height: 1.4rem; }
.scroll { overflow-x: auto; margin-bottom: .5rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { border: 1px solid var(--line); padding: .2rem .35rem; vertical-align: top; text-align: left;
  font-weight: normal; }
thead th { vertical-align: middle; }
td.center, th.center { text-align: center; }
td.center p, th.center p { text-align: center; }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
@media (min-width: 80rem) { section.wide .scroll { width: min(94vw, 72rem);
  margin-inline: calc((45.5rem - min(94vw, 72rem)) / 2); background: var(--paper); } }
@media (max-width: 40rem) {
  .head { grid-template-columns: 1fr; row-gap: .6rem; }
  .head > :nth-child(2) { grid-row: 1; }
  JUSTIFIED { text-align: left; }
}
@page { size: A4; margin: MARGINS; }
@page wide { size: A4 landscape; margin: MARGINS; }
@media print {
  :root { --ink: #000; --paper: #fff; --desk: #fff; --line: #000; }
  html { font-size: 14pt; }
  nav { display: none; }
  article { max-width: none; margin: 0; padding: 0; break-after: page; }
  article:last-of-type { break-after: auto; }
  section.wide { page: wide; border: 0; margin: 0; padding: 0; }
  section.wide .scroll { width: auto; margin-inline: 0; }
  .scroll { overflow: visible; }
  .scroll table { min-width: 0 !important; }
  thead { display: table-header-group; }
  tr, .head, .halves { break-inside: avoid; }
  h1, h2, h3, h4, .ClosingLine { break-after: avoid; }
  .halves { break-before: avoid; }
}
"""


def _share(points: float) -> str:
    return f"{points / _BODY_POINTS:.3f}".rstrip("0").rstrip(".") + "rem"


def _rule(style: Style) -> str:
    align = {"both": "justify"}.get(style.align, style.align)
    parts = [f"font-size: {_share(style.size)}", f"text-align: {align}", f"margin-top: {_share(style.before)}"]
    parts.append(f"margin-bottom: {_share(style.after)}")
    if style.first:
        parts.append(f"text-indent: {_share(style.first / _TWIPS_PER_POINT)}")
    if style.bold:
        parts.append("font-weight: bold")
    if style.italic:
        parts.append("font-style: italic")
    if style.left:
        parts.append(f"padding-left: {_share(style.left / _TWIPS_PER_POINT)}")
    # A margin less by what is below the one before: nothing is left between the two.
    close = f"\n.{style.id} + .{style.id} {{ margin-top: {_share(-style.after)}; }}" if style.close else ""
    return f".{style.id} {{ {'; '.join(parts)}; }}{close}"


def style_sheet() -> str:
    """Return the whole sheet: a class for each Word style, and what the screen needs."""
    classes = "\n".join(_rule(style) for style in STYLES if not style.exact)
    margins = " ".join(f"{size}mm" for _, size in MARGINS)
    justified = ", ".join(f".{style.id}" for style in STYLES if style.align == "both")
    sheet = _SHEET.replace("FONT", FONT).replace("RULE", f"{RULE_SHARE * 100:g}").replace("MARGINS", margins)
    sheet = sheet.replace("JUSTIFIED", justified)
    return f"{classes}{sheet}"
