"""What peers written in Python share: the oracle, JSON values that compare exactly, the count a peer ends with."""

import json
import os
import subprocess
import threading
from decimal import Decimal


class Number(Decimal):
    """A JSON number with its exact value and the text it was written with."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


def read_json(text):
    """Reads JSON without losing a digit: every number is a Number."""
    return json.loads(text, parse_float=Number, parse_int=Number)


def write_json(value):
    """Writes JSON; what read_json read keeps its number texts."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key) + ":" + write_json(value[key]) for key in value) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(write_json, value)) + "]"
    return json.dumps(value)


def canonical(value):
    """A hashable form that is equal exactly when two JSON values are: by kind, by number, by key, by position."""
    if isinstance(value, bool) or value is None:
        return ("constant", repr(value))
    if isinstance(value, (int, Decimal)):
        return ("number", Decimal(value))
    if isinstance(value, str):
        return ("string", value)
    if isinstance(value, dict):
        return ("object", frozenset((key, canonical(value[key])) for key in value))
    return ("array", tuple(map(canonical, value)))


class PeerFailure(Exception):
    """The peer cannot go on; the text is a sentence for the user."""


class Oracle:
    """One running oracle process; `with` ends it."""

    def __init__(self):
        program = os.path.join(os.environ["PEERS_BIN"], "oracle")
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._next_id = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def ask(self, op, **fields):
        """Sends one request and returns its answer, which may be an error answer."""
        self._next_id += 1
        request = write_json({"id": self._next_id, "op": op, **fields})
        self._process.stdin.write(request + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PeerFailure(f"the oracle ended with status {self._process.wait()} at the request {request[:400]}")
        answer = read_json(line)
        if answer["id"] != self._next_id:
            raise PeerFailure(f"the oracle answered request {answer['id']} instead of {self._next_id}")
        return answer


class Tally:
    """Counts what passed and failed, and prints each failure; threads may share it."""

    def __init__(self):
        self._lock = threading.Lock()
        self.passed = 0
        self.failed = 0

    def check(self, name, problem):
        """Counts one check; `problem` is None when it passed, else the sentence to print."""
        with self._lock:
            if problem is None:
                self.passed += 1
            else:
                self.failed += 1
                print(f"FAILED {name}: {problem}", flush=True)


def run_peer(perform, verdict=None):
    """Performs a peer with a new tally and ends the process; no check at all is a failure.

    A peer that tolerates a share of failures gives a `verdict`, which returns None when the share is kept, else a sentence.
    """
    tally = Tally()
    try:
        perform(tally)
    except (PeerFailure, OSError) as failure:
        tally.check("peer", str(failure))
    if not tally.passed and not tally.failed:
        tally.check("peer", "there was nothing to check")
    problem = verdict() if verdict else None
    if problem:
        print(f"FAILED: {problem}")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    raise SystemExit(1 if problem or (tally.failed and not verdict) else 0)
