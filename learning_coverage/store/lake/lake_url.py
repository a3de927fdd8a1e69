"""The address of a lake: `ducklake:postgres:host=… dbname=…;data=s3://bucket/folder`, or a folder after `data=`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from learning_coverage.store.log.log import StoreError, sha256

LAKE_PREFIX = "ducklake:"
ADDRESS_FORM = "ducklake:postgres:host=… dbname=…;data=s3://…"
PASSWORD_WORDS = ("password", "passfile", "sslpassword", "@")


@dataclass(frozen=True)
class LakeAddress:
    """`catalogue`: a connection string of libpq without a password. `data`: URL or path, with a slash at its end."""

    catalogue: str
    data: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """The address in a text. StoreError when it is invalid or holds a password, which messages would repeat."""
        kind, _, rest = text.removeprefix(LAKE_PREFIX).partition(":")
        catalogue, _, data = rest.partition(";data=")
        if any(secret in catalogue.lower() for secret in PASSWORD_WORDS):
            raise StoreError("lake_password")
        if kind != "postgres" or "=" not in catalogue or not data:
            raise StoreError("lake_address", form=ADDRESS_FORM)
        location = data if "://" in data else Path(data).absolute().as_posix()
        return cls(catalogue.strip(), location.rstrip("/") + "/")

    @property
    def is_in_bucket(self) -> bool:
        """Whether the data files are in S3 rather than in a folder."""
        return self.data.startswith("s3://")

    @property
    def id(self) -> str:
        """A short name of the lake, for its cache folder on this machine."""
        return sha256(f"{self.catalogue}\n{self.data}".encode())[:12]
