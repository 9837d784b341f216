from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from inspect_tui.domain.sources import source_from_title
from inspect_tui.services.home import Home
from inspect_tui.services.settings import read_settings, write_settings


def test_a_homes_own_sources_stay_when_something_else_is_set(tmp_path: Path) -> None:
    home = Home(tmp_path)
    own = {"title": "Ban Chỉ đạo chuyển đổi số", "words": ["BCĐ CĐS"]}
    home.settings.write_text(json.dumps({"sources": [own, {"title": "Huyện ủy"}]}), encoding="utf-8")
    write_settings(home, replace(read_settings(home), target="/mnt/usb"))
    kept = read_settings(home)
    assert kept.target == "/mnt/usb"
    assert json.loads(home.settings.read_text(encoding="utf-8"))["sources"] == [own, {"title": "Huyện ủy"}]
    assert source_from_title("Nhiệm vụ Huyện uỷ giao", kept.sources) == "Huyện ủy"
    assert source_from_title("Nhiệm vụ BCĐ CĐS giao", kept.sources) == own["title"]


def test_a_home_without_settings_has_no_sources_of_its_own(tmp_path: Path) -> None:
    assert read_settings(Home(tmp_path)).sources == ()
