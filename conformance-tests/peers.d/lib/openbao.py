"""A real OpenBao server on this machine: started, killed, started again, asked over HTTP, and what its audit log says."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time

from peer import PeerFailure

BAO = os.path.join(os.environ["PEERS_HOME"], "venv", "bin", "bao")
PATIENCE_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, method, target, token="", body=None, headers=None):
    """Status, headers (name to value, lower case) and body bytes of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        sent = {"X-Vault-Request": "true", **(headers or {})}
        if token:
            sent["X-Vault-Token"] = token
        connection.request(method, target, None if body is None else json.dumps(body), sent)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


class OpenBao:
    """One server with raft storage, so that it keeps what it has when it is killed.

    The audit log holds tokens and values as they are when it is `raw`, else hashes of them.
    """

    def __init__(self, home, raw):
        self._home = os.path.join(home, "openbao")
        os.makedirs(os.path.join(self._home, "data"))
        self.port = free_port()
        self.audit_file = os.path.join(self._home, "audit.log")
        self._config = os.path.join(self._home, "server.hcl")
        with open(self._config, "w", encoding="utf-8") as out:
            out.write(f'''
storage "raft" {{
  path = "{self._home}/data"
  node_id = "one"
  performance_multiplier = 1
}}
listener "tcp" {{
  address = "127.0.0.1:{self.port}"
  tls_disable = true
}}
audit "file" "to-file" {{
  options {{
    file_path = "{self.audit_file}"
    log_raw = "{str(raw).lower()}"
  }}
}}
api_addr = "http://127.0.0.1:{self.port}"
cluster_addr = "https://127.0.0.1:{free_port()}"
''')
        self._process = None
        self._start()
        first = json.loads(self._await("PUT", "/v1/sys/init", {"secret_shares": 1, "secret_threshold": 1}))
        self.root, self._key = first["root_token"], first["keys"][0]
        self._unseal()

    def _start(self):
        with open(os.path.join(self._home, "server.out"), "a", encoding="utf-8") as out:
            self._process = subprocess.Popen([BAO, "server", f"-config={self._config}"], stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def pid(self):
        return self._process.pid

    def _await(self, method, target, body=None):
        """The body of the first answer that succeeds."""
        until = time.monotonic() + PATIENCE_SECONDS
        last = ""
        while time.monotonic() < until:
            try:
                status, _, answer = ask(self.port, method, target, body=body)
                if status == 200:
                    return answer
                last = f"status {status}: {answer[:200]}"
            except OSError as failure:
                last = str(failure)
            if self._process.poll() is not None:
                raise PeerFailure(f"OpenBao ended; {self._home}/server.out says why")
            time.sleep(0.1)
        raise PeerFailure(f"OpenBao did not answer {method} {target}; the last was {last}")

    def _unseal(self):
        self._await("PUT", "/v1/sys/unseal", {"key": self._key})
        self._await("GET", "/v1/sys/health")

    def call(self, method, path, token, /, **data):
        """Status and object of one call; what is no object is under `text`."""
        status, _, answer = ask(self.port, method, "/v1/" + path, token, data or None)
        try:
            return status, json.loads(answer) if answer else {}
        except ValueError:
            return status, {"text": answer.decode(errors="replace")}

    def done(self, method, path, token=None, /, **data):
        """The object of a call that must succeed, as root unless a token is given; an empty one for no content."""
        status, answer = self.call(method, path, self.root if token is None else token, **data)
        if status not in (200, 204):
            raise PeerFailure(f"OpenBao answered {method} {path} with status {status}: {answer}")
        return answer

    def write(self, path, body=None):
        return self.done("POST", path, **(body or {}))

    def read(self, path):
        return self.done("GET", path)

    def put(self, path, data):
        """Stores a secret; a store of version 2 is being prepared for a moment after it was mounted."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            status, answer = self.call("POST", path, self.root, data=data)
            if status == 200:
                return
            if status != 400 or time.monotonic() > until:
                raise PeerFailure(f"OpenBao takes no secret at {path}: status {status}, {answer}")
            time.sleep(0.1)

    def audited(self, start=0):
        """Requests in the audit log from a byte on: the entries, and the byte behind them."""
        with open(self.audit_file, "rb") as file:
            file.seek(start)
            lines = file.read()
        whole = lines[:lines.rfind(b"\n") + 1]
        entries = [json.loads(line) for line in whole.splitlines()]
        return [each for each in entries if each["type"] == "request"], start + len(whole)

    def rotate(self):
        """Renames the audit file, and tells the server, as logrotate does."""
        os.rename(self.audit_file, self.audit_file + ".1")
        self._process.send_signal(signal.SIGHUP)

    def stop(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=PATIENCE_SECONDS)

    def start_again(self):
        self._start()
        self._unseal()
