"""A real S3 server on loopback: SeaweedFS, which comes as an installed package."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from deploy.serve_scale import find_free_ports

KEY, SECRET = "tests", "secret-of-the-tests"
PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
QUIET = ("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false")
SMALL = ("-volume.max=20", "-master.volumeSizeLimitMB=64")


class Bucket:
    """One server; a bucket is made by the first write to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = find_free_ports(len(PORTS) + 2)
        self.address = f"http://127.0.0.1:{self._ports[-1]}"
        credentials = [{"accessKey": KEY, "secretKey": SECRET}]
        known = {"name": "tests", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [known]}), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        named = zip((*PORTS, "s3.port.grpc", "s3.port"), self._ports, strict=True)
        command = [
            str(Path(sys.executable).with_name("weed")),
            *("server", f"-dir={self._folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"),
            f"-s3.config={self._folder / 's3.json'}",
            *(f"-{name}={port}" for name, port in named),
            *QUIET,
            *SMALL,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, env={**os.environ})
        self._wait()

    def stop(self) -> None:
        if self._process:
            self._process.kill()  # ending in good order takes it half a minute
            self._process.wait()
            self._process = None

    def _wait(self) -> None:
        for _ in range(1800):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
                return
            except urllib.error.HTTPError:
                return  # it answers, and wants a key
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self._folder / "log").read_text(encoding="utf-8")[-2000:])
