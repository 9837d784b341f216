"""S3-compatible stores, over fsspec and s3fs.

Such a store shows an object whole or not at all, so there is nothing to rename. A large file goes in parts; the store
keeps those that arrived, and the next try sends the others. Every request is signed over its content's hash, so the
store itself refuses what was changed on the way; the file's hash stands beside the object and is read back.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import aiohttp
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
)
from botocore.parsers import ResponseParserError
from s3fs import S3FileSystem

from inspect_tui.exchange.target_access import Access
from inspect_tui.exchange.target_errors import TargetError
from inspect_tui.exchange.target_retry import Retry
from inspect_tui.exchange.targets import Fetching, Remote, Sending, Target

PART: Final = 8 << 20
"""Bytes of a part, and of a file that goes in one piece; the protocol wants 5 MiB at least and 10.000 parts at most."""
SECONDS: Final = 30
HASH: Final = "sha256"
"""Under this name a file's hash stands beside the object."""

_NO_ENTRY: Final = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "AuthFailure"}
_PASSING: Final = {
    "RequestTimeout",
    "SlowDown",
    "NoSuchUpload",
    "XAmzContentSHA256Mismatch",
    "BadDigest",
    "IncompleteBody",
}
_CUT: Final = (BotoCoreError, ResponseParserError, aiohttp.ClientError, asyncio.TimeoutError, OSError, EOFError)


class StorePlace:
    """A bucket of an S3-compatible store, or all names in it that begin alike."""

    def __init__(self, target: Target, access: Access, retry: Retry, part_size: int = PART) -> None:
        """Keep address and access."""
        self.target, self._access, self._retry, self._part = target, access, retry, part_size
        self._fs: Any = None
        self._was_in = False

    def close(self) -> None:
        """Drop the connections."""
        fs, self._fs = self._fs, None
        if fs is not None and fs._s3 is not None:
            with contextlib.suppress(Exception):
                fs.close_session(fs.loop, fs._s3)

    def was_cut(self) -> None:
        """Keep the rest: each request takes a connection that stands, or a new one."""

    def check(self, *, used: bool) -> None:
        """See that the bucket is there; it has no folders that could be missing."""
        self._call("list_objects_v2", Prefix=self._key("x").removesuffix("x"), MaxKeys=1)

    def files(self, folder: str) -> list[Remote]:
        """Return the objects whose names begin with the folder's."""
        prefix, found = self._key(folder, ""), []
        more: dict[str, Any] = {}
        while True:
            page = self._call("list_objects_v2", Prefix=prefix, Delimiter="/", **more)
            for one in page.get("Contents") or ():
                found.append(Remote(str(one["Key"])[len(prefix) :], int(one["Size"])))
            if not page.get("IsTruncated"):
                return found
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def put(self, sending: Sending, folder: str, name: str, *, replace: bool) -> None:
        """Bring a file to its place, in one piece or in parts."""
        key = self._key(folder, name)
        head = self._head(key)
        if head is not None:
            if self._is_same(sending, head):
                sending.on_bytes(sending.size)
                return
            if not replace:
                raise TargetError("taken", target=self.target.address, name=name)
        for _ in range(2):
            if sending.size <= self._part:
                self._put_whole(sending, key)
            else:
                self._put_parts(sending, key)
            head = self._head(key)
            if head is not None and self._is_same(sending, head):
                return
            self._call("delete_object", Key=key)
        raise TargetError("damaged", target=self.target.address, name=name)

    def get(self, fetching: Fetching, folder: str, name: str) -> None:
        """Bring an object here, a piece at a time."""
        key = self._key(folder, name)
        head = self._head(key)
        if head is None:
            raise TargetError("not_there", target=self.target.address, name=name)
        size = int(head["ContentLength"])
        if size > fetching.most:
            raise TargetError("too_large", name=name)
        while fetching.moved < size:
            self._retry.look()
            last = min(size, fetching.moved + self._part) - 1
            with self._told():
                block = self.fs.cat_file(f"{self.target.host}/{key}", start=fetching.moved, end=last + 1)
            if not block:
                raise TargetError("failed", target=self.target.address, reason=f"{fetching.moved} / {size}")
            fetching.take(block, name)

    def forget(self, folder: str, name: str) -> None:
        """Drop the parts of a file that never arrived; they cost room, and nobody sees them."""
        key = self._key(folder, name)
        for upload in self._uploads(key):
            self._call("abort_multipart_upload", Key=key, UploadId=upload)

    # How it is done

    @property
    def fs(self) -> Any:
        """The file system."""
        if self._fs is None:
            self._fs = self._connect()
        return self._fs

    def _connect(self) -> Any:
        said, endpoint = self._access.said, self._access.s3_endpoint
        key, secret = said("AWS_ACCESS_KEY_ID"), said("AWS_SECRET_ACCESS_KEY")
        if not key:
            key, _, secret = self._access.keyring(self.target.address).partition(":")
        if not key and not self._has_profile():
            # botocore would ask the network of a data centre for them, for many seconds.
            raise TargetError("no_entry", target=self.target.address)
        region = said("AWS_REGION") or said("AWS_DEFAULT_REGION")
        made = S3FileSystem(
            key=key or None,
            secret=secret or None,
            token=(said("AWS_SESSION_TOKEN") or None) if key else None,
            endpoint_url=endpoint or None,
            client_kwargs={"region_name": region} if region else {},
            config_kwargs={
                "connect_timeout": SECONDS,
                "read_timeout": SECONDS,
                # Trying again is `Retry`'s: two that do it multiply.
                "retries": {"total_max_attempts": 1},
                "s3": {"payload_signing_enabled": True, "addressing_style": "path" if endpoint else "auto"},
                # Newer kinds of checksums are refused by many a store; the signature covers the content's hash.
                "request_checksum_calculation": "when_required",
                "response_checksum_validation": "when_required",
            },
            use_listings_cache=False,
            skip_instance_cache=True,
        )
        made.retries = 1
        return made

    def _has_profile(self) -> bool:
        said = self._access.said
        home = Path(said("HOME") or said("USERPROFILE") or os.path.expanduser("~"))
        named = said("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials"
        return bool(said("AWS_PROFILE")) or Path(named).is_file()

    def _call(self, method: str, **options: Any) -> dict[str, Any]:
        with self._told():
            answer: dict[str, Any] = self.fs.call_s3(method, Bucket=self.target.host, **options)
            self._was_in = True
            return answer

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TargetError:
            raise
        except Exception as error:
            raise self._translate(error) from error

    def _translate(self, error: Exception) -> TargetError:
        address = self.target.address
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        answered = error if isinstance(error, ClientError) else error.__cause__
        if isinstance(answered, ClientError):
            told = answered.response
            code, status = told["Error"].get("Code", ""), told["ResponseMetadata"].get("HTTPStatusCode", 0)
            if code in _NO_ENTRY:
                return TargetError("no_entry", target=address)
            if code == "NoSuchBucket":
                return TargetError("no_root", target=address)
            if status >= 500 or status == 429 or code in _PASSING:
                return TargetError("failed", target=address, reason=reason)
            return TargetError("forbidden", target=address, reason=reason)
        if isinstance(error, NoCredentialsError | PartialCredentialsError | ProfileNotFound):
            return TargetError("no_entry", target=address)
        if isinstance(error, EndpointConnectionError):
            reason = address
        if isinstance(error, _CUT):
            return TargetError("cut" if self._was_in else "unreachable", target=address, reason=reason)
        raise error

    def _key(self, *names: str) -> str:
        return "/".join([self.target.path, *names]) if self.target.path else "/".join(names)

    def _head(self, key: str) -> dict[str, Any] | None:
        with self._told(), contextlib.suppress(FileNotFoundError):
            answer: dict[str, Any] = self.fs.call_s3("head_object", Bucket=self.target.host, Key=key)
            self._was_in = True
            return answer
        return None

    def _is_same(self, sending: Sending, head: dict[str, Any]) -> bool:
        """Tell whether an object is our file, by size and the hash beside it."""
        return (int(head["ContentLength"]), head.get("Metadata", {}).get(HASH)) == (sending.size, sending.sha256)

    def _put_whole(self, sending: Sending, key: str) -> None:
        body = sending.source.read_bytes()
        sending.wrote = True
        self._call("put_object", Key=key, Body=body, Metadata={HASH: sending.sha256})
        sending.reach(sending.size)
        sending.on_bytes(sending.size)

    def _put_parts(self, sending: Sending, key: str) -> None:
        with sending.source.open("rb") as source:
            upload, there = self._begun(sending, source, key)
            parts = []
            for number, at in enumerate(range(0, sending.size, self._part), start=1):
                self._retry.look()
                source.seek(at)
                block = source.read(self._part)
                etag = there.get(number)
                if etag is None:
                    sending.wrote = True
                    answer = self._call("upload_part", Key=key, UploadId=upload, PartNumber=number, Body=block)
                    etag = answer["ETag"]
                sending.reach(at + len(block))
                parts.append({"PartNumber": number, "ETag": etag})
                sending.on_bytes(at + len(block))
        self._call("complete_multipart_upload", Key=key, UploadId=upload, MultipartUpload={"Parts": parts})
        sending.wrote = True

    def _begun(self, sending: Sending, source: BinaryIO, key: str) -> tuple[str, dict[int, str]]:
        """Return an upload to go on with and its parts that are ours, or a new one."""
        uploads = self._uploads(key)
        for upload in uploads[1:]:
            self._call("abort_multipart_upload", Key=key, UploadId=upload)
        for upload in uploads[:1]:
            there = self._parts(sending, source, key, upload)
            if there is not None:
                return upload, there
            self._call("abort_multipart_upload", Key=key, UploadId=upload)
        made = self._call("create_multipart_upload", Key=key, Metadata={HASH: sending.sha256})
        return str(made["UploadId"]), {}

    def _uploads(self, key: str) -> list[str]:
        """Return the uploads that were begun and not ended under a name, the newest first."""
        try:
            answer = self._call("list_multipart_uploads", Prefix=key)
        except TargetError as error:
            if error.code != "forbidden":
                raise
            # Some stores do not tell; then the whole is sent again.
            return []
        begun = [u for u in answer.get("Uploads") or () if u["Key"] == key]
        begun.sort(key=lambda u: u["Initiated"], reverse=True)
        return [str(u["UploadId"]) for u in begun]

    def _parts(self, sending: Sending, source: BinaryIO, key: str, upload: str) -> dict[int, str] | None:
        """Return the parts that arrived, by number; None where one is not of our file."""
        there: dict[int, str] = {}
        more: dict[str, Any] = {}
        while True:
            answer = self._call("list_parts", Key=key, UploadId=upload, **more)
            for part in answer.get("Parts") or ():
                number = int(part["PartNumber"])
                source.seek((number - 1) * self._part)
                block = source.read(self._part)
                digest = hashlib.md5(block, usedforsecurity=False).hexdigest()
                if (len(block), digest) != (part["Size"], part["ETag"].strip('"')):
                    return None
                there[number] = part["ETag"]
            if not answer.get("IsTruncated"):
                return there
            more = {"PartNumberMarker": answer["NextPartNumberMarker"]}
