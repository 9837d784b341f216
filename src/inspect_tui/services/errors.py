"""What a person is told when something cannot be done, whatever room it came from."""

from __future__ import annotations

import sys

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.domain.records import FIELD_WORDS, FieldError
from inspect_tui.locale import N_, Catalog
from inspect_tui.store.errors import MESSAGES as STORE_MESSAGES
from inspect_tui.store.errors import StoreError

MESSAGES: dict[str, str] = {
    "no_session": N_("there is no session {text}; see inspect-tui session list"),
    "ambiguous_session": N_("{text} is the beginning of more than one session's id; give more of it"),
    "no_agency": N_("the agency's name is empty"),
    "bad_line": N_("line {line}: {reason}"),
    "not_json": N_("not a JSON object"),
    "missing_word": N_("there is no “{name}” in it"),
    "no_file": N_("there is no file {path}"),
    "unreadable_file": N_("{path} cannot be read: {reason}"),
    "empty_file": N_("{path} is empty"),
    "odd_file": N_("{path} is no ordinary file: put one in its place"),
    "too_large": N_("{path} is too large to be attached; at most {limit}"),
    "unwritable_file": N_("{path} cannot be written: {reason}"),
    "folder_in_use": N_("{path} holds a demonstration already; name a new folder"),
    "no_task": N_("there is no task {text} in this session"),
    "no_note": N_("there is no note {text} in this session"),
    "no_such_id": N_("there is no record with the id {text} in this session"),
    "not_signed": N_("the session is not signed, so there is nothing to amend"),
    "already_signed": N_("the session is signed already; amend it to change it"),
    "no_reason": N_("a reason is needed: --reason TEXT"),
    "no_signer": N_("say who signs: --by NAME"),
    "force_needs_reason": N_("--force needs --reason TEXT, which is recorded"),
    "no_recipients": N_("no recipient is set, so nothing can be sealed; give --plain for an unsealed file"),
    "plain_with_recipients": N_("recipients are set, so session files leave sealed; export without --plain"),
    "nothing_named": N_("name files or folders to receive, or give --retry"),
    "no_fetching": N_("--watch looks at files and folders of this machine, not at {url}"),
    "not_laid_out": N_("the PDF cannot be laid out, Word is the way round it: {reason}"),
    "no_desktop": N_("there is no desktop here to open {path} on"),
    "not_opened": N_("{path} cannot be opened: {reason}"),
    "no_such_paper": N_("{kind} is not made as {form}; choose one of: {available}"),
    "broken_settings": N_("the settings {path} cannot be understood; mend the file or move it away"),
    "sync_busy": N_("files are being sent from here already; wait for that to end"),
    "no_template_name": N_("give the template a name of its own"),
    "empty_template": N_("there is no agenda yet that could be kept as a template"),
    "no_folder": N_("there is no folder {path}"),
    "no_new_passphrase": N_("give the new passphrase: --new-passphrase-file PATH"),
    "no_passphrase_file": N_("the passphrase file {path} cannot be read"),
    "empty_passphrase": N_("the passphrase file {path} is empty"),
}

FIELD_MESSAGES: dict[str, str] = {
    "unknown_record": N_("there is no kind of record {value}"),
    "unknown_field": N_("there is no field {field}"),
    "not_text": N_("{field}: {value} is no text"),
    "not_date": N_("{field}: {value} is no date; write it as 2021-07-16"),
    "not_time": N_("{field}: {value} is no moment; write it as 2021-07-30T08:15:00Z"),
    "not_number": N_("{field}: {value} is no whole number"),
    "not_yes_no": N_("{field}: {value} is neither true nor false"),
    "not_list": N_("{field}: {value} is not of the right shape"),
    "not_choice": N_("{field}: {value} is none of the values it can have"),
}


class UserError(CodedError):
    """Bad input: one line to the person, exit 2, nothing changed."""


def describe(error: Exception, catalog: Catalog) -> str:
    """Return the one line that an expected error says, in the chosen language.

    Raises:
        Exception: the error itself, where it is none of the expected kinds.
    """
    match error:
        case UserError(code=code, values=values):
            shown = {k: describe(v, catalog) if isinstance(v, Exception) else v for k, v in values.items()}
            text = catalog.t(MESSAGES[code], **shown)
        case StoreError(code=code, values=values):
            text = catalog.t(STORE_MESSAGES[code], **values)
        case FieldError():
            field = catalog.t(FIELD_WORDS[error.field]) if error.field in FIELD_WORDS else error.field
            text = catalog.t(FIELD_MESSAGES[error.code], field=field, value=error.value)
        case _:
            text = _describe_rooms(error, catalog)
    return " ".join(text.split())


def _describe_rooms(error: Exception, catalog: Catalog) -> str:
    """Describe errors of rooms that are loaded only where they are used: each keeps its messages beside its error."""
    findings = getattr(error, "findings", None)
    if findings:
        return " ".join(catalog.t(f.message, **f.values) for f in findings if f.severity == "error")
    if hasattr(error, "describe"):
        return str(error.describe(catalog))
    table = _table_of(error)
    code = getattr(error, "code", "")
    if code in table:
        return catalog.t(table[code], **getattr(error, "values", {}))
    raise error


def _table_of(error: Exception) -> dict[str, str]:
    kind = type(error)
    if not kind.__module__.startswith("inspect_tui."):
        return {}
    table = getattr(sys.modules[kind.__module__], "MESSAGES", {})
    return table if isinstance(table, dict) else {}


def is_expected(error: Exception) -> bool:
    """Tell whether an error is one that a person can cause and mend."""
    known = isinstance(error, (UserError, StoreError, FieldError)) or hasattr(error, "describe")
    return known or bool(_table_of(error)) or bool(getattr(error, "findings", ()))
