"""Where a lake is: `ducklake:postgres:host=… dbname=…;data=s3://bucket/folder`, or a folder behind `data=`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from learning_coverage.store.log.log import StoreError, sha256

LAKE_PREFIX = "ducklake:"
ADDRESS_FORM = "ducklake:postgres:host=… dbname=…;data=s3://…"
PASSWORD_WORDS = ("password", "passfile", "sslpassword", "@")


@dataclass(frozen=True)
class LakeAddress:
    """`catalogue` is what PostgreSQL's own library understands, without a password; `data` ends with a slash."""

    catalogue: str
    data: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """StoreError when the text is no address of a lake, or when it holds a password, which errors would repeat."""
        kind, _, rest = text.removeprefix(LAKE_PREFIX).partition(":")
        catalogue, _, data = rest.partition(";data=")
        if any(secret in catalogue.lower() for secret in PASSWORD_WORDS):
            raise StoreError("lake_password")
        if kind != "postgres" or "=" not in catalogue or not data:
            raise StoreError("lake_address", form=ADDRESS_FORM)
        where = data if "://" in data else Path(data).absolute().as_posix()
        return cls(catalogue.strip(), where.rstrip("/") + "/")

    @property
    def is_in_bucket(self) -> bool:
        return self.data.startswith("s3://")

    @property
    def id(self) -> str:
        """A short name for what this machine keeps of the lake."""
        return sha256(f"{self.catalogue}\n{self.data}".encode())[:12]
