"""What can go wrong between here and a target: one code and one message for each, and which of them may pass."""

from __future__ import annotations

from typing import Final

from inspect_tui.domain.coded_error import CodedError
from inspect_tui.locale import N_

MESSAGES: Final[dict[str, str]] = {
    "bad_target": N_(
        "{target} is no target; give a folder, file:///folder, sftp://user@host/folder or s3://bucket/folder"
    ),
    "secret_in_target": N_(
        "a target's address holds no password or key, for it is kept and shown in clear; "
        "give them by the environment or the system's keyring (docs/transport.md)"
    ),
    "no_extra": N_("{kind} targets need more packages; install inspect-tui[remote]"),
    "no_target": N_("no target is set; give one: inspect-tui sync TARGET --remember"),
    "bad_fingerprint": N_("{text} is no fingerprint of a host's key; it looks like SHA256:…"),
    "no_key_file": N_("the key file {path} cannot be read, or its passphrase is wrong"),
    "unreachable": N_("{target} cannot be reached: {reason}"),
    "cut": N_("the connection to {target} was cut again and again: {reason}"),
    "stopped": N_("stopped before everything was sent; it goes on from there next time"),
    "unknown_host": N_(
        "the host {host} is not known; if its key's fingerprint is really {fingerprint}, say so: "
        "--accept-host {fingerprint}"
    ),
    "host_changed": N_(
        "the host {host} shows another key than before ({fingerprint}): somebody may stand in its place; "
        "nothing was sent"
    ),
    "no_entry": N_("{target} does not let us in: user, password or key is wrong, or none is set"),
    "forbidden": N_("{target} does not allow it: {reason}"),
    "no_root": N_("{target} is not there; make the folder or the bucket, or put the stick in"),
    "emptied": N_(
        "{target} has no inbox although files were sent there before: is the stick in? If it is, make the folder inbox"
    ),
    "gone": N_("{target} went away in the middle; put the stick in again"),
    "full": N_("there is no room left at {target}"),
    "in_the_way": N_("{target} has something else where the folder {name} belongs; put it elsewhere"),
    "taken": N_("{target} has another file of the name {name}; it is not replaced"),
    "damaged": N_("what arrived at {target} is not what was sent ({name})"),
    "too_large": N_("{name} is larger than anything of its kind can be; it is left where it is"),
    "not_there": N_("{target} has no file {name}"),
    "failed": N_("{target} reports an error: {reason}"),
}

INPUT: Final = frozenset({"bad_target", "secret_in_target", "no_extra", "no_target", "bad_fingerprint", "no_key_file"})
"""Codes of what was asked wrongly; the others say what happened on the way."""

OF_ONE_FILE: Final = frozenset({"taken", "damaged", "too_large", "not_there"})
"""Codes that concern one file; the others are to come for every further one too."""

PASSING: Final = frozenset({"unreachable", "cut", "failed"})
"""Codes that may be gone at the next try."""


class TargetError(CodedError):
    """A target that cannot be used as asked."""

    @property
    def is_input(self) -> bool:
        """Whether it was asked wrongly, so that nothing was tried."""
        return self.code in INPUT

    @property
    def is_passing(self) -> bool:
        """Whether the next try may do."""
        return self.code in PASSING

    @property
    def is_of_one_file(self) -> bool:
        """Whether other files may arrive all the same."""
        return self.code in OF_ONE_FILE
