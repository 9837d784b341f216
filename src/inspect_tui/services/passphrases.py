"""How strong a passphrase is, said while it is being chosen."""

from __future__ import annotations

from typing import Final, NamedTuple

from inspect_tui.domain.vietnamese import fold
from inspect_tui.locale import N_

LEAST_SCORE: Final = 2
"""Below this nobody needs more than minutes with the file; such a passphrase is not taken."""
_LONGEST: Final = 72
"""Characters that are looked at: what is longer is strong by its length."""

STRENGTHS: Final = (N_("far too weak"), N_("too weak"), N_("weak"), N_("good"), N_("strong"))

_OFTEN: Final = (
    "matkhau", "mat khau", "anhyeuem", "yeuem", "vietnam", "viet nam", "langson", "lang son", "hanoi", "ha noi",
    "tocongtac", "to cong tac", "ubnd", "uyban", "uy ban nhan dan", "chutich", "chu tich", "so noi vu", "sonoivu",
    "kiemtra", "kiem tra", "sotay", "so tay", "giadinh", "gia dinh", "conyeu", "saigon", "khongbiet", "khong biet",
)  # fmt: skip
"""Words that are tried first here, which English lists of passwords do not have."""


class Strength(NamedTuple):
    """A passphrase weighed.

    Attributes:
        score: 0 to 4, as zxcvbn counts: 3 withstands somebody who has the file, 4 for long.
        words: the message id that says so.
    """

    score: int
    words: str

    @property
    def is_enough(self) -> bool:
        """Whether it may be taken."""
        return self.score >= LEAST_SCORE


def strength(passphrase: str) -> Strength:
    """Weigh a passphrase, as typed and without its marks; the weaker counts."""
    from zxcvbn import zxcvbn

    looks = {passphrase[:_LONGEST], fold(passphrase)[:_LONGEST]} - {""}
    score = min((int(zxcvbn(look, user_inputs=list(_OFTEN))["score"]) for look in looks), default=0)
    return Strength(score, STRENGTHS[score])
