"""JSON Schemas of what session files and receipts are made of: ``update`` writes them, ``check`` compares.

They are derived from the same tables as the checks of the program, so that a new field of a record is in them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from inspect_tui.domain.records import FIELDS, Field
from inspect_tui.exchange import layout
from inspect_tui.exchange.keys import MAX_NAME
from inspect_tui.exchange.manifest import COUNTS, ID

FOLDER: Final = Path(__file__).parents[1] / "src" / "inspect_tui" / "exchange" / "schemas"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SHA256: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT: Final = {"type": "integer", "minimum": 0, "maximum": layout.MAX_NUMBER}
_ID: Final = {"type": "string", "maxLength": layout.MAX_ID, "pattern": f"^{ID}$"}
_ENTRY_ID: Final = {"type": "string", "minLength": 1, "maxLength": layout.MAX_ID, "pattern": "^[ -~]*$"}
_LINE: Final = {"type": "string", "minLength": 1, "maxLength": 1000}
_SIGNER: Final = {
    "description": "Who signed: the name proves nothing, the key is that of manifest.sig.",
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": MAX_NAME},
        "public_key": {"type": "string", "pattern": "^ed25519-[a-z2-7]{56}$"},
        "recipient": {"type": "string", "pattern": "^age1[02-9ac-hj-np-z]{58}$"},
    },
    "required": ["name", "public_key", "recipient"],
    "additionalProperties": False,
}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _format(name: str, minors: int) -> dict[str, Any]:
    version = _object({"major": {"const": layout.MAJOR}, "minor": {"type": "integer", "minimum": 0, "maximum": minors}})
    return _object({"name": {"const": name}, "version": version})


def _top(name: str, title: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DIALECT, "$id": f"urn:inspect-tui:schema:{name}:1", "title": title, **body}


def manifest() -> dict[str, Any]:
    """Return the schema of a session file's manifest, of every version so far."""
    part = _object(
        {
            "name": {"type": "string", "maxLength": layout.MAX_NAME,
                     "pattern": "^(journal\\.jsonl|attachments/[0-9a-f]{64})$"},
            "size": {"type": "integer", "minimum": 0, "maximum": layout.MAX_JOURNAL},
            "sha256": _SHA256,
            "media_type": _LINE,
        }
    )  # fmt: skip
    body = _object(
        {
            "format": _format(layout.FORMAT_NAME, layout.MINOR),
            "plain": {"description": "Whether the file lies open; false inside an envelope.", "type": "boolean"},
            "session": _ID,
            "device": _ID,
            "sequence": {"type": "integer", "minimum": 1, "maximum": layout.MAX_NUMBER},
            "previous": {"anyOf": [_SHA256, {"type": "null"}]},
            "created_at": _LINE,
            "program": _LINE,
            "counts": _object(dict.fromkeys(COUNTS, _COUNT)),
            "parts": {
                "type": "array",
                "prefixItems": [{**part, "properties": {**part["properties"], "name": {"const": layout.JOURNAL}}}],
                "items": part,
                "minItems": 1,
                "maxItems": layout.MAX_PARTS,
            },
        }
    )
    body["properties"]["signer"] = _SIGNER
    unsigned = {"properties": {"format": {"properties": {"version": {"properties": {"minor": {"const": 0}}}}}}}
    body |= {
        "if": unsigned,
        "then": {"properties": {"signer": False, "plain": {"const": True}}},
        "else": {"required": ["signer"]},
    }
    return _top("manifest", "manifest.json of a session file", body)


def receipt() -> dict[str, Any]:
    """Return the schema of a receipt's manifest."""
    counts = {"type": "object", "properties": dict.fromkeys(COUNTS, _COUNT), "additionalProperties": False}
    body = _object(
        {
            "format": _format(layout.RECEIPT_NAME, 0),
            "session": _ID,
            "file_sha256": _SHA256,
            "device": _ID,
            "sequence": {"type": "integer", "minimum": 1, "maximum": layout.MAX_NUMBER},
            "counts": counts,
            "merged": _COUNT,
            "conflicts": _COUNT,
            "received_at": _LINE,
            "program": _LINE,
            "signer": _SIGNER,
        }
    )
    return _top("receipt", "manifest.json of a receipt", body)


def _value(field: Field) -> dict[str, Any]:
    """Return what a field can be given; null empties it."""
    match field.type:
        case "line" | "text":
            return {"type": ["string", "integer", "null"]}
        case "date":
            return {"anyOf": [{"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}, {"type": "null"}]}
        case "time":
            return {"type": ["string", "null"]}
        case "int":
            return {"anyOf": [{"type": "integer", "minimum": field.least, "maximum": field.most}, {"type": "null"}]}
        case "bool":
            return {"type": ["boolean", "null"]}
        case "list":
            return {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]}
        case "choice":
            return {"enum": [*sorted({*field.choices, ""}), None]}
        case "map":
            return {"type": ["object", "null"]}


def entry() -> dict[str, Any]:
    """Return the schema of a line of the journal."""
    change = _object({"old": True, "new": True, "replaces": {"type": "array", "items": {"type": "string"}}})
    body = _object(
        {
            "id": _ENTRY_ID,
            "session": _ENTRY_ID,
            "record": {"enum": list(FIELDS)},
            "record_id": _ENTRY_ID,
            "fields": {"type": "object", "additionalProperties": {"$ref": "#/$defs/change"}},
            "at": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$"},
            "mono": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
            "person": {"type": "string"},
            "device": _ENTRY_ID,
            "seq": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
            "prev": {"anyOf": [_SHA256, {"const": ""}]},
            "hash": _SHA256,
        }
    )

    def new(value: dict[str, Any]) -> dict[str, Any]:
        return {"properties": {"new": value}}

    body["allOf"] = [
        {
            "if": {"properties": {"record": {"const": kind}}},
            "then": {
                "properties": {
                    "fields": {
                        "properties": {
                            **{name: new(_value(field)) for name, field in fields.items()},
                            "deleted": new({"type": "boolean"}),
                        }
                    }
                }
            },
        }
        for kind, fields in FIELDS.items()
    ]
    body["$defs"] = {"change": change}
    return _top("entry", "one line of journal.jsonl", body)


SCHEMAS: Final = {"manifest": manifest, "entry": entry, "receipt": receipt}


def text_of(name: str) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(SCHEMAS[name](), indent=1, ensure_ascii=False) + "\n"


def path_of(name: str) -> Path:
    """Return where a schema lies."""
    return FOLDER / f"{name}.schema.json"


def main(words: list[str]) -> int:
    """Write the schemas, or tell which are not as they should be."""
    if words == ["update"]:
        FOLDER.mkdir(exist_ok=True)
        for name in SCHEMAS:
            path_of(name).write_text(text_of(name), encoding="utf-8")
        return 0
    old = [name for name in SCHEMAS if not path_of(name).exists() or path_of(name).read_text("utf-8") != text_of(name)]
    if words != ["check"] or old:
        print(f"run scripts/schemas.py update ({', '.join(old)})", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
