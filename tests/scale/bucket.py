"""An S3 server on the loopback interface: SeaweedFS, from an installed package."""

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
    """One S3 server; the first write to a bucket creates it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = find_free_ports(len(PORTS) + 2)
        self.address = f"http://127.0.0.1:{self._ports[-1]}"
        credentials = [{"accessKey": KEY, "secretKey": SECRET}]
        identity = {"name": "tests", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        ports_by_option = zip((*PORTS, "s3.port.grpc", "s3.port"), self._ports, strict=True)
        command = [
            str(Path(sys.executable).with_name("weed")),
            *("server", f"-dir={self._folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"),
            f"-s3.config={self._folder / 's3.json'}",
            *(f"-{name}={port}" for name, port in ports_by_option),
            *QUIET,
            *SMALL,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, env={**os.environ})
        self._wait_until_it_answers()

    def stop(self) -> None:
        if self._process:
            self._process.kill()  # a regular stop takes half a minute
            self._process.wait()
            self._process = None

    def _wait_until_it_answers(self) -> None:
        for _ in range(1800):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
                return
            except urllib.error.HTTPError:
                return  # it answers, but needs credentials
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self._folder / "log").read_text(encoding="utf-8")[-2000:])
