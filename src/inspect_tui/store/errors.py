"""What can be wrong with a store, each with its own message."""

from __future__ import annotations

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.locale import N_

MESSAGES: dict[str, str] = {
    "busy": N_("the store {path} is in use by another window or command; close it there and try again"),
    "unreadable": N_("{path} cannot be opened: it is not a store, it is damaged, or the passphrase is wrong"),
    "needs_passphrase": N_("{path} cannot be read without its passphrase, or is not a store; give --passphrase-file"),
    "plain": N_("{path} is not encrypted; open it without a passphrase (inspect-tui passphrase encrypts it)"),
    "read_only": N_("{path} cannot be written: the file or its folder is read-only"),
    "full": N_("{path} cannot be written: the disk is full"),
    "medium": N_("{path} cannot be read or written: the disk or stick does not answer"),
    "gone": N_("{path} is not there any more: it was moved, deleted, or its stick was taken out"),
    "damaged": N_("{path} is damaged"),
    "sound": N_("{path} was checked and is whole; try again"),
    "no_copy": N_("{path} is damaged, and there is no good copy of it; inspect-tui restore FILE takes another one"),
    "not_a_copy": N_("{path} is no copy of a store that could be used: {detail}"),
    "copies_elsewhere": N_("a store on PostgreSQL is copied with the server's own tools (pg_dump)"),
    "no_room": N_("{path}: there is not room enough for a copy"),
    "no_recovery": N_("{path} has no recovery key"),
    "wrong_recovery": N_("this is not the recovery key of {path}"),
    "not_encrypted": N_("{path} is not encrypted"),
    "newer": N_("{path} was made by a newer version of the program; update the program to open it"),
    "older": N_("{path} comes from an older version; open it once in the app so that it is brought up to date"),
    "no_driver": N_("PostgreSQL needs the extra: pip install 'inspect-tui[postgres]'"),
    "no_server": N_("the PostgreSQL server did not answer: {detail}"),
    "bad_url": N_("{path} is no path and no postgresql:// address"),
    "signed": N_("the session is signed and locked; amend it first"),
    "no_revision": N_("revision {revision} of this session was not signed"),
    "unknown_record": N_("there is no {kind} with the id {id} in this session"),
}


class StoreError(CodedError):
    """A store that cannot do what was asked."""
