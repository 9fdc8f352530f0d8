"""Where the AWS broker is judged: a decision point, the broker before it, moto as AWS, and programs on unmodified SDKs.

Two sets of policies. `terms` is a small bundle of this peer: what it allows, refuses and demands is named by the role. `estate` is the
bundle credential-governance as it is, over examples/larkfield after its developer accepted that her agent uses the issued role.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import threading
import time
import urllib.request

from peer import PeerFailure
from pdp import ESTATE, ESTATE_TIME, LAUNCHER, PATIENCE_SECONDS, ROOT, Server, run

DEADLINE_MS = 500
STS_MS = 1500
TYPES = "workload, function, container, job, pipeline, ai_agent, mcp_server, saas_app, user, session"
VENV = os.path.join(os.environ["PEERS_HOME"], "venv", "bin")
BROKER_KEY, BROKER_SECRET = "AKIAPORTCULLISBROKER", "canary-broker-" + secrets.token_hex(16)
ACCOUNT = "111122223333"
DANA = {"type": "user", "id": "okta:user:larkfield/dana.kim"}
CURSOR = {"type": "ai_agent", "id": "endpoint:ai_agent:lt-dana-01/cursor", "acts_for": [DANA]}
PDF = {"type": "mcp_server", "id": "endpoint:mcp_server:lt-dana-01/pdf-tools", "acts_for": [DANA]}
SHOP = {"type": "workload", "id": "k8s:deployment:eks-prod/shop/api"}
LAPTOP = {"environment": "development", "region": "eu-west-1", "network_zone": "office"}
CLUSTER = {"environment": "production", "region": "eu-west-1"}
ESTATE_BUNDLE = os.path.join(ROOT, "policy-bundles", "credential-governance")

POLICY = """package portcullis

# What a role demands is its name.
decision := {"effect": "ALLOW", "obligations": [each | some each in obligations]} if count(deny) == 0

decision := {"effect": "DENY", "reasons": sort(deny), "obligations": [notify]} if count(deny) > 0

notify := {"type": "notify", "properties": {"to": ["okta:group:larkfield/security"], "severity": "high", "lineage": []}}

role := split(input.resource.id, "/")[1]

deny contains "not_for_you" if role == "denied"

deny contains "not_asked_for" if input.action.name != "role.assume"

obligations contains notify if role == "told"

obligations contains {"type": "max_ttl", "properties": {"seconds": 1800}} if role in {"narrow", "packed"}

obligations contains {"type": "max_ttl", "properties": {"seconds": 899}} if role == "brief"

obligations contains {"type": "wrap", "properties": {"seconds": 60}} if role == "wrapped"

obligations contains {"type": "bound_cidrs", "properties": {"cidrs": ["10.0.0.0/8"]}} if role == "bound"

obligations contains {"type": "session_policy", "properties": {"policy": policy}} if role in {"narrow", "packed", "twofold"}

obligations contains {"type": "session_policy", "properties": {"policy": {"Version": "2012-10-17", "Statement": []}}} if role == "twofold"

obligations contains {"type": "session_policy", "properties": {"policy": {"Version": long}}} if role == "wordy"

obligations contains {"type": "session_tags", "properties": {"tags": tags}} if role == "narrow"

obligations contains {"type": "session_tags", "properties": {"tags": {"aws:owner": "dana"}}} if role == "reserved"

tags := {"subject": input.subject.id, "decision_id": input.request.id}

policy := {"Statement": [{"Resource": "arn:aws:s3:::t\u00e9l\u00e9/*", "Effect": "Allow", "Action": ["s3:GetObject"]}], "Version": "2012-10-17"}

long := concat("", ["0123456789abcdef" | some _ in numbers.range(1, 128)])
"""
ROLES = ["exports-daily-reader", "plain", "told", "narrow", "denied", "brief", "wrapped", "bound", "twofold", "wordy", "reserved", "near", "longer", "slow",
         "late", "closing", "failing", "refusing", "packed", "garbage", "cut"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def private(file, text):
    """A file for its owner only, put in place at once."""
    with open(os.open(file + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    os.rename(file + ".new", file)
    return file


def profile(key, secret):
    return f"[broker]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n"


def small_bundle(home):
    """The folder of the bundle."""
    bundle = os.path.join(home, "bundle")
    os.makedirs(bundle)
    with open(os.path.join(bundle, ".manifest"), "w", encoding="utf-8") as out:
        json.dump({"revision": "1", "roots": ["portcullis"]}, out)
    with open(os.path.join(bundle, "decision.rego"), "w", encoding="utf-8") as out:
        out.write(POLICY)
    return bundle


def accepted_estate(home):
    """A snapshot of the estate after the event t21b, below a home with keys and evidence."""
    shift = str(int(time.time()) - ESTATE_TIME)
    moved = run("awk", "-v", f"seconds={shift}", "-f", os.path.join(ESTATE, "demo", "shift-times.awk"), os.path.join(ESTATE, "events", "t21b.ndjson"))
    folder = os.path.join(home, "accepted")
    shutil.copytree(os.path.join(home, "evidence"), folder)
    with open(os.path.join(folder, "t21b.ndjson"), "w", encoding="utf-8") as out:
        out.write(moved)
    snapshot = os.path.join(home, "accepted.pcs")
    run(LAUNCHER, "sync", "--evidence", folder, "--out", snapshot, "--key", os.path.join(home, "keys", "sync.pem"),
        "--key-id", "sync", "--epoch", "7", "--seq", "100", "--once")
    return snapshot


class Moto:
    """A local AWS on a port of 127.0.0.1."""

    def __init__(self, home):
        self.port = free_port()
        with open(os.path.join(home, "moto.out"), "w", encoding="utf-8") as out:
            self._process = subprocess.Popen([os.path.join(VENV, "moto_server"), "-H", "127.0.0.1", "-p", str(self.port)],
                                             stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=home)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/moto-api/", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise PeerFailure("moto did not start, see moto.out")

    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_SECONDS)


class Site:
    """A decision point and a broker before it, in a folder of their own; tokens and keys are elsewhere.

    `subjects` are those of token files, name to subject.
    """

    def __init__(self, home, name, bundle, snapshot, sts, subjects, place, web_identity=None):
        self.folder = os.path.join(home, name)
        self.log = os.path.join(self.folder, "log")
        self.port = free_port()
        self.tokens = {}
        self.files = {}
        secret = os.path.join(home, "secret", name)
        os.makedirs(secret)
        for each in subjects:
            self.tokens[each] = "canary-" + secrets.token_urlsafe(32)
            self.files[each] = private(os.path.join(secret, each), self.tokens[each])
        self.keys = private(os.path.join(secret, "credentials"), profile(BROKER_KEY, BROKER_SECRET))
        self._pdp_config = f"""
grpc: {{unix: {{path: {self.folder}/pdp.sock}}}}
bundles: [{{name: {name}, directory: {bundle}}}]
snapshot: {{file: {snapshot}, trust: {home}/trust, high_water_mark: {self.folder}/mark}}
log: {{directory: {self.log}, mode: durable, key: {home}/keys/log.pem}}
limits: {{evaluation_us: 1000000}}
callers: [{{type: uid, id: "{os.getuid()}", doors: [grpc], subject_types: [{TYPES}]}}]
"""
        self.config = {
            "pdp": {"socket": f"{self.folder}/pdp.sock", "deadline_ms": DEADLINE_MS},
            "place": place,
            "aws": {"listen": {"port": self.port},
                    "roles": {each: {"account": ACCOUNT, "name": each} for each in ROLES},
                    "token_files": [{"file": self.files[each], "subject": subject} for each, subject in subjects.items()],
                    **({"web_identity": web_identity} if web_identity else {}),
                    "sts": {"region": "eu-west-1", "endpoint": sts.url(), "credentials_file": self.keys, "profile": "broker", "answer_ms": STS_MS}}}
        self.start_pdp()
        self.bridge = self.start_bridge("bridge", self.config)

    def start_pdp(self):
        self.pdp = Server(self.folder, self._pdp_config)
        self.pdp.await_line(lambda line: " ready " in line)

    def start_bridge(self, name, config):
        server = Server(os.path.join(self.folder, name), json.dumps(config), "bridge")
        server.await_line(lambda line: " ready " in line)
        return server

    def url(self, role):
        return f"http://127.0.0.1:{self.port}/v1/roles/{role}"

    def decisions(self):
        """The decision log, in order."""
        shown = run(LAUNCHER, "log", "show", "--json", "--log", self.log)
        return [json.loads(line) for line in shown.splitlines()]

    def stop(self):
        for each in (self.bridge, self.pdp):
            each.stop()

    def outputs(self):
        """Everything that decision point and broker wrote, file to bytes."""
        found = {}
        for folder, _, names in os.walk(self.folder):
            for file in (os.path.join(folder, name) for name in names):
                if os.path.isfile(file) and not os.path.islink(file):
                    with open(file, "rb") as opened:
                        found[file] = opened.read()
        return found


class Program:
    """A program on an SDK that knows nothing but the environment it is started in."""

    def __init__(self, home, command, variables):
        environment = {"PATH": os.environ["PATH"], "HOME": home, "AWS_EC2_METADATA_DISABLED": "true", "PYTHONDONTWRITEBYTECODE": "1",
                       "LANG": "C.UTF-8", **variables}
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                         text=True, encoding="utf-8")
        self._errors = []
        self._reader = threading.Thread(target=lambda: self._errors.extend(self._process.stderr), daemon=True)
        self._reader.start()

    def ask(self, *words):
        """Whether it went well, and the text."""
        self._process.stdin.write(" ".join(words or ("identity",)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._process.wait(timeout=PATIENCE_SECONDS)
            self._reader.join(PATIENCE_SECONDS)
            raise PeerFailure(f"a program on an SDK ended: {''.join(self._errors[-20:])}")
        outcome, _, text = line.rstrip("\n").partition(" ")
        return outcome == "ok", text

    def stop(self):
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE_SECONDS)


def by_file(site, role, subject):
    return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": site.url(role), "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": site.files[subject]}


def by_value(site, role, token):
    return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": site.url(role), "AWS_CONTAINER_AUTHORIZATION_TOKEN": token}
