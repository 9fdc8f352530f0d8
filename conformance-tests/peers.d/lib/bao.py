"""A real OpenBao for peers: a dev server on a free port of 127.0.0.1 with a file audit device, and calls to its API."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from peer import PeerFailure

BAO = os.path.join(os.environ["PEERS_HOME"], "venv", "bin", "bao")
ROOT_TOKEN = "root"
PATIENCE_SECONDS = 30


class Bao:
    """One server; `stop` ends it."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.audit = os.path.join(folder, "audit.log")
        config = os.path.join(folder, "bao.hcl")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f'audit "file" "to-file" {{ options {{ file_path = "{self.audit}" }} }}\n')
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}/v1/"
        with open(os.path.join(folder, "bao.out"), "w", encoding="utf-8") as out:
            self._process = subprocess.Popen(
                [BAO, "server", "-dev", f"-dev-root-token-id={ROOT_TOKEN}", f"-dev-listen-address=127.0.0.1:{port}",
                 "-dev-no-store-token", f"-config={config}"],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        self._await_health()

    def _await_health(self):
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if self.call("GET", "sys/health")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        self.stop()
        raise PeerFailure(f"OpenBao did not start within {PATIENCE_SECONDS} s, see {os.path.dirname(self.audit)}/bao.out")

    def call(self, method, path, token=None, **data):
        """Status and answer of one call."""
        request = urllib.request.Request(self._url + path, method=method, data=json.dumps(data).encode() if data else None)
        if token:
            request.add_header("X-Vault-Token", token)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else {}
        except urllib.error.HTTPError as refused:
            return refused.code, {"text": refused.read().decode(errors="replace")}

    def done(self, method, path, token=ROOT_TOKEN, **data):
        """The answer of a call that must succeed."""
        status, answer = self.call(method, path, token, **data)
        if status not in (200, 204):
            raise PeerFailure(f"OpenBao answered {method} {path} with status {status}: {answer.get('text', '')}")
        return answer

    def rotate(self):
        """Renames the audit file, and tells the server, as logrotate does."""
        os.rename(self.audit, self.audit + ".1")
        self._process.send_signal(signal.SIGHUP)

    def stop(self):
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(timeout=PATIENCE_SECONDS)
