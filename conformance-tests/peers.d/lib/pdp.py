"""A real decision point for peers: keys, a fresh snapshot of examples/larkfield, `./portcullis serve` and its metrics."""

import os
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

from peer import PeerFailure

ROOT = os.environ["PEERS_ROOT"]
LAUNCHER = os.path.join(ROOT, "portcullis")
ESTATE = os.path.join(ROOT, "examples", "larkfield")
ESTATE_TIME = 1793610000  # 2026-11-02T09:00:00Z, the time as of which the estate is written down.
PATIENCE_SECONDS = 60


def run(*command, cwd=None):
    """Runs a command that must succeed and returns its standard output."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
                          cwd=cwd)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise PeerFailure(f"`{' '.join(command)}` ended with status {done.returncode}:\n{last}")
    return done.stdout


def find_jdk():
    """The home of the JDK that everything here runs with."""
    home = run("bash", "-c", f". {ROOT}/conformance-tests/peers.d/lib/jdk.sh && find_jdk").strip()
    if not home:
        raise PeerFailure("no JDK 25 found: set JDK25_HOME to one")
    return home


def new_home(name):
    """An empty folder of a peer, with the keys `sync` and `log`, their trust file and a snapshot."""
    home = os.path.join(os.environ["PEERS_HOME"], name)
    shutil.rmtree(home, ignore_errors=True)
    os.makedirs(os.path.join(home, "evidence"))
    shift = str(int(time.time()) - ESTATE_TIME)
    script = os.path.join(ESTATE, "demo", "shift-times.awk")
    for file in sorted(os.listdir(os.path.join(ESTATE, "evidence"))):
        moved = run("awk", "-v", f"seconds={shift}", "-f", script, os.path.join(ESTATE, "evidence", file))
        with open(os.path.join(home, "evidence", file), "w", encoding="utf-8") as out:
            out.write(moved)
    keys = os.path.join(home, "keys")
    trust = os.path.join(home, "trust")
    run(LAUNCHER, "keys", "generate", "--out", keys, "--id", "sync", "--trust", trust)
    run(LAUNCHER, "keys", "generate", "--out", keys, "--id", "log", "--purpose", "log", "--trust", trust)
    run(LAUNCHER, "sync", "--evidence", os.path.join(home, "evidence"), "--out", os.path.join(home, "lineage.pcs"),
        "--key", os.path.join(keys, "sync.pem"), "--key-id", "sync", "--epoch", "7", "--seq", "100", "--once")
    return home


class Server:
    """One start of the decision point, or of another server of ours; what it says stays in `server.err` of its folder."""

    def __init__(self, folder, config, command="serve"):
        os.makedirs(folder, exist_ok=True)
        file = os.path.join(folder, "server.yaml")
        with open(file, "w", encoding="utf-8") as out:
            out.write(config)
        self.started = time.monotonic()
        self.process = subprocess.Popen([LAUNCHER, command, "--config", file], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        self.lines = []
        self._change = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, args=(os.path.join(folder, "server.err"),), daemon=True)
        self._reader.start()
        self.management = ""

    def _read(self, path):
        with open(path, "a", encoding="utf-8") as copy:
            for line in self.process.stderr:
                copy.write(line)
                with self._change:
                    self.lines.append(line.rstrip("\n"))
                    self._change.notify_all()
        with self._change:
            self._ended = True
            self._change.notify_all()

    def await_line(self, wanted, start=0):
        """The first line from number `start` on that `wanted` accepts."""
        until = time.monotonic() + PATIENCE_SECONDS
        with self._change:
            while True:
                for line in self.lines[start:]:
                    if wanted(line):
                        return line
                last = " | ".join(self.lines[-5:])
                if self._ended:
                    raise PeerFailure(f"the server ended early; it said: {last}")
                if not self._change.wait(until - time.monotonic()):
                    raise PeerFailure(f"waited {PATIENCE_SECONDS} s in vain; the last lines were: {last}")

    def ready(self):
        line = self.await_line(lambda each: " ready " in each)
        self.management = line.split("management=")[1].split()[0]
        return self

    def get(self, path):
        """Status and text of a path of the management port; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.management + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except OSError:
            return 0, ""

    def metric(self, name):
        """The value of a metric with its labels, such as `pdp_calls_total{door="grpc",status="OK"}`."""
        for line in self.get("/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return float(line.rsplit(" ", 1)[1])
        raise PeerFailure(f"the server has no metric `{name}`")

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=PATIENCE_SECONDS)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def stop(self):
        """Ends it when it still runs; returns its exit status."""
        if self.process.poll() is None:
            self.terminate()
        try:
            status = self.process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise PeerFailure("the server did not stop")
        self._reader.join(PATIENCE_SECONDS)
        return status
