"""The same operation of a real client at two addresses: `bao`, hvac and plain HTTP, and what is left of their answers to compare."""

import json
import os
import re
import subprocess
import sys

from openbao import BAO, ask

VENV = os.path.join(os.environ["PEERS_HOME"], "venv", "bin", "python")
# What an answer has of its own: ids, tokens and times of one request.
OWN = [(r'("(?:request_id|token|accessor|client_token|creation_time|wrapped_accessor)": ?)"[^"]*"', r'\1""'),
       (r'("(?:ttl|creation_time|expire_time|last_renewal_time)": ?)(?:\d+|"[^"]*")', r"\g<1>0")]
# Headers that differ between two answers of the server itself.
OWN_HEADERS = {"date", "x-vault-index"}


def plain(text):
    """An answer without what is its own."""
    text = text.decode() if isinstance(text, bytes) else text
    for pattern, replacement in OWN:
        text = re.sub(pattern, replacement, text)
    return text


def over_http(port, method, target, token="", body=None, headers=None):
    """Status, headers and body of one request, without what is its own; a body that changed in length says so itself."""
    status, found, text = ask(port, method, target, token, body, headers)
    found = {name: "" if name in OWN_HEADERS else value for name, value in found.items() if name != "content-length"}
    return status, found, plain(text)


def bao(port, token, home, *arguments):
    """Status, output and errors of the command line, without what is its own."""
    environment = {"BAO_ADDR": f"http://127.0.0.1:{port}", "BAO_TOKEN": token, "HOME": home, "PATH": os.environ["PATH"],
                   "BAO_MAX_RETRIES": "0"}
    done = subprocess.run([BAO, *arguments], capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL,
                          check=False, env=environment, timeout=60)
    return done.returncode, plain(done.stdout), plain(done.stderr).replace(f"127.0.0.1:{port}", "ADDRESS")


HVAC = r"""
import json, sys
import hvac

def outcome(call):
    try:
        got = call()
        return got if isinstance(got, (dict, bool)) else repr(got)
    except hvac.exceptions.VaultError as refused:
        return {"raised": type(refused).__name__, "errors": refused.errors}

for line in sys.stdin:
    port, token, name, arguments = json.loads(line)
    client = hvac.Client(url=f"http://127.0.0.1:{port}", token=token)
    target = client
    for part in name.split("."):
        target = getattr(target, part)
    result = outcome(lambda: target(**arguments))
    print(json.dumps(result, sort_keys=True), flush=True)
"""


class Hvac:
    """hvac in a process of its own, in the virtual environment of the peers."""

    def __init__(self):
        self._process = subprocess.Popen([VENV, "-c", HVAC], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr,
                                         text=True, encoding="utf-8")

    def __call__(self, port, token, name, **arguments):
        """What a method of the client returned or raised, as JSON, without what is its own."""
        self._process.stdin.write(json.dumps([port, token, name, arguments]) + "\n")
        self._process.stdin.flush()
        return plain(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=60)
