"""Why somebody is not signed in."""

from __future__ import annotations

from regie.core.errors import RegieError, Unavailable


class SignInRefused(RegieError):
    """Address and password do not belong together, or the account is not open: whoever asks
    cannot tell which."""

    status = 401
    code = "identity.sign_in_refused"


class TooManyTries(RegieError):
    """Of one account, one device or one address; `retry_after_s` says when the next is heard."""

    status = 429
    code = "identity.too_many_tries"

    def __init__(self, retry_after_s: int):
        minutes = max(1, -(-retry_after_s // 60))
        super().__init__(retry_after_s=retry_after_s, minutes=minutes)


class HashingFull(Unavailable):
    """More passwords wait to be checked than this process takes on."""

    code = "identity.hashing_full"

    def __init__(self) -> None:
        super().__init__(retry_after_s=2)
