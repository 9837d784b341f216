"""A screen as it is read aloud: panel by panel, each from its first line to its last."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.widget import Widget
from textual.widgets import Static

from inspect_tui.tui.app import InspectApp
from inspect_tui.tui.widgets.cells import cell_len

DRAWN = frozenset(" ─│▏▎▌▐▊▔▁▂▃▄▅▆▇█▉▋▍░▒▓╭╮╰╯━┃▕▀▖▗▘▝╸╺┆┊┄·")
"""What is drawn and not read."""


def _is_row(widget: Widget) -> bool:
    """Tell whether a widget is a label with its fields beside it, which is read as one."""
    children = list(widget.children)
    return (
        isinstance(widget, Horizontal)
        and len(children) > 1
        and isinstance(children[0], Static)
        and not any(list(child.children) for child in children)
    )


def parts(app: InspectApp) -> list[tuple[Widget, list[Widget]]]:
    """Return the visible parts in the order in which Tab and the eye go, each with what is read of it."""
    found: list[tuple[Widget, list[Widget]]] = []

    def visit(widget: Widget) -> None:
        if isinstance(widget, ScrollBar | ScrollBarCorner):
            return
        is_row, is_seen = _is_row(widget), bool(seen_region(app, widget).area)
        named = widget.parent if is_row and isinstance(widget.parent, Widget) else widget
        if is_row and is_seen and found and found[-1][0] is named:
            # The rows of a form are read as one.
            found[-1][1].append(widget)
        elif is_seen and (is_row or not list(widget.children)):
            found.append((named, [widget]))
        elif not is_row:
            for child in widget.children:
                visit(child)

    for child in app.screen.children:
        visit(child)
    return found


def seen_region(app: InspectApp, widget: Widget) -> Region:
    """Return the part of a widget that is not scrolled away; nothing for one that is not shown."""
    region, clip = app.screen._compositor.visible_widgets.get(widget, (Region(), Region()))
    return region.intersection(clip)


def lines_of(app: InspectApp, widgets: list[Widget]) -> list[str]:
    """Return what stands in a part of the screen, without what hides it and without empty lines at its ends."""
    strips, lines = app.screen._compositor.render_strips(), []
    for widget in widgets:
        region = seen_region(app, widget)
        for y in range(region.y, region.bottom):
            is_seen = widget in app.screen.get_widget_at(region.x, y)[0].ancestors_with_self
            lines.append("".join(s.text for s in strips[y].crop(region.x, region.right)).rstrip() if is_seen else "")
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def read_out(app: InspectApp) -> str:
    """Return the screen's text in reading order, each part under its name; what is dimmed behind a panel is left out.

    Raises:
        AssertionError: a line is wider than the window, or something stands outside of all parts.
    """
    strips = app.screen._compositor.render_strips()
    for strip in strips:
        assert cell_len("".join(s.text for s in strip)) == app.size.width, "a line as wide as the window"
    found, said = [], 0
    for part, widgets in parts(app):
        lines = lines_of(app, widgets)
        said += sum(c not in DRAWN for line in lines for c in line)
        if any(c not in DRAWN for line in lines for c in line):
            found.append("\n".join([f"[{part.id or type(part).__name__}]", *lines]))
    if not app.screen.is_modal:
        there = sum(c not in DRAWN for strip in strips for segment in strip for c in segment.text)
        assert there == said, f"{there - said} characters stand outside of what is read"
    return "\n\n".join(found) + "\n"
