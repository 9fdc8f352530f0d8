"""Where the Vault proxy is judged: an OpenBao with stores, roles and policies, a decision point, and the proxy before it.

Two sets of policies. `duties` is a small bundle of this peer: what it allows, refuses and demands is named by the paths, over
lineage that this peer states as evidence and `portcullis sync` publishes. `estate` is the bundle credential-governance as it
is, over examples/larkfield, whose workloads are entities of the server.
"""

import json
import os
import shutil

from openbao import ask, free_port
from pdp import LAUNCHER, Server, run

DEADLINE_MS = 1000
TYPES = "workload, function, container, job, pipeline, ai_agent, mcp_server, saas_app, user, session"
CANARY = "canary-5d41402abc4b"
# Secrets of the small bundle, below `kv/`.
SECRETS = ["app/db", "app/gone", "app/missing", "denied/db", "duty/max_ttl", "duty/wrap", "duty/num_uses", "duty/unknown"]
SECRETS += [f"fuzz/{name}" for name in ("a", "b", "data", "a/b/c", "list", "v1")]
# Roles of the small bundle, and what the server gives to a login.
ROLES = {"shop": {}, "stranger": {}, "plain": {}, "short": {}, "expiring": {}, "wrapped": {}, "denied": {}, "unknown": {},
         "once": {"token_num_uses": 1}, "many": {"token_num_uses": 0}}
SHOP = "k8s:deployment:eks-prod/shop/api"

POLICY = """package portcullis

# What a path demands is written in it: kv/duty/<obligation>, and the name of a role.
decision := {"effect": "ALLOW", "obligations": [each | some each in obligations]} if count(deny) == 0

decision := {"effect": "DENY", "reasons": sort(deny), "obligations": [notify]} if count(deny) > 0

notify := {"type": "notify", "properties": {"to": ["okta:group:larkfield/security"], "severity": "high", "lineage": []}}

path := split(input.resource.id, "/")

deny contains "lineage_unknown" if not input.lineage.target.known

deny contains "consumer_unresolved" if not input.lineage.consumer

deny contains "not_for_you" if "denied" in path

login if input.action.name == "token.issue"

last := path[count(path) - 1]

obligations contains {"type": "max_ttl", "properties": {"seconds": 900}} if last == "max_ttl"

obligations contains {"type": "max_ttl", "properties": {"seconds": 120}} if {login; last == "short"}

obligations contains {"type": "max_ttl", "properties": {"seconds": 1}} if {login; last == "expiring"}

obligations contains {"type": "wrap", "properties": {"seconds": 60}} if last == "wrap"

obligations contains {"type": "wrap", "properties": {"seconds": 60}} if {login; last == "wrapped"}

obligations contains {"type": "num_uses", "properties": {"count": 1}} if last == "num_uses"

obligations contains {"type": "num_uses", "properties": {"count": 1}} if {login; last in {"once", "many"}}

obligations contains {"type": "step_up", "properties": {"methods": ["webauthn"]}} if last == "unknown"
"""

# What docs/spec/vault-bridge.md says, and nothing else.
OWN_RIGHTS = """
path "auth/token/lookup" { capabilities = ["update"] }
path "auth/token/renew" { capabilities = ["update"] }
path "auth/token/revoke" { capabilities = ["update"] }
path "identity/lookup/entity" { capabilities = ["update"] }
path "identity/entity/id/*" { capabilities = ["read"] }
path "sys/mounts" { capabilities = ["read"] }
path "sys/auth" { capabilities = ["read"] }
path "auth/approle/role" { capabilities = ["list"] }
path "auth/approle/role/*" { capabilities = ["read"] }
path "auth/kubernetes/role" { capabilities = ["list"] }
path "auth/kubernetes/role/*" { capabilities = ["read"] }
"""
# More than the proxy passes on, so that a refusal is the proxy's.
CLIENT_RIGHTS = """
path "kv/*" { capabilities = ["create", "read", "update", "patch", "delete", "list", "scan"] }
path "old/*" { capabilities = ["create", "read", "update", "delete", "list"] }
path "sys/policies/acl" { capabilities = ["list"] }
"""


def provision(bao):
    """Stores, policies, roles and entities. Returns role name to (role id, secret id), and the canaries among what it made."""
    for name, options in (("kv", {"version": "2"}), ("old", {"version": "1"}), ("other", {"version": "2"})):
        bao.write(f"sys/mounts/{name}", {"type": "kv", "options": options})
    bao.write("sys/policies/acl/bridge", {"policy": OWN_RIGHTS})
    bao.write("sys/policies/acl/client", {"policy": CLIENT_RIGHTS})
    for header in ("x-fuzz-id", "x-portcullis-decision"):
        bao.write("sys/config/auditing/request-headers/" + header, {"hmac": False})
    bao.write("sys/namespaces/team")
    for mount in ("approle", "kubernetes"):
        bao.write(f"sys/auth/{mount}", {"type": "approle"})
    for path in SECRETS:
        if path != "app/missing":
            bao.put(f"kv/data/{path}", {"password": f"{CANARY}-{path}"})
    bao.put("kv/data/app/db", {"password": f"{CANARY}-second", "numbers": [1, 2.50, 1e3], "text": "a\u00e9\u2028<&>"})
    bao.done("DELETE", "kv/data/app/gone")
    bao.write("old/app", {"password": f"{CANARY}-old"})
    roles = {name: role(bao, "approle", name, **more) for name, more in ROLES.items()}
    for name, ids in roles.items():
        if name not in ("stranger", "plain"):
            entity(bao, name, SHOP, "workload", [("approle", ids[0])])
    return roles


def role(bao, mount, name, **more):
    """An AppRole; its role id and a secret id."""
    bao.write(f"auth/{mount}/role/{name}", {"token_policies": "client", "token_ttl": 3600, "secret_id_num_uses": 0, **more})
    return (bao.read(f"auth/{mount}/role/{name}/role-id")["data"]["role_id"],
            bao.write(f"auth/{mount}/role/{name}/secret-id")["data"]["secret_id"])


def entity(bao, name, subject, kind, aliases):
    """An entity that stands for a subject of the estate; aliases are pairs of auth method and role id."""
    metadata = {"portcullis_subject": subject, "portcullis_subject_type": kind}
    ident = bao.write("identity/entity", {"name": name, "metadata": metadata})["data"]["id"]
    methods = bao.read("sys/auth")["data"]
    for mount, role_id in aliases:
        bao.write("identity/entity-alias", {"name": role_id, "canonical_id": ident, "mount_accessor": methods[mount + "/"]["accessor"]})


def log_in(port, mount, ids):
    """A token of an AppRole, by the server itself."""
    status, _, body = ask(port, "POST", f"/v1/auth/{mount}/login", body={"role_id": ids[0], "secret_id": ids[1]})
    assert status == 200, body
    return json.loads(body)["auth"]["client_token"]


def own_token(bao, home):
    """A new token of the proxy, in its file."""
    made = bao.write("auth/token/create-orphan", {"policies": ["bridge"], "no_default_policy": True, "period": "1h"})
    file = os.path.join(home, "bridge.token")
    with open(os.open(file + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(made["auth"]["client_token"] + "\n")
    os.rename(file + ".new", file)
    return made["auth"]["client_token"]


def facts(when):
    """The evidence of the small bundle: a shop, an identity that it runs as, and everything it asks for.

    The role `plain` is an identity, so a token of it is the shop without an entity that says so; `stranger` is nobody.
    """
    yield {"kind": "consumer", "id": SHOP, "type": "workload", "platform": "kubernetes", "environment": "production"}
    yield {"kind": "resource", "id": "vault:role:vault-prod/auth/token", "request_type": "vault_role", "environment": "production"}
    for name in ROLES:
        ident = f"vault:role:vault-prod/auth/approle/{name}"
        if name == "plain":
            yield {"kind": "identity", "id": ident, "environment": "production"}
            yield {"kind": "edge", "edge": "runs_as", "from": SHOP, "to": ident, "since": when}
        else:
            yield {"kind": "resource", "id": ident, "request_type": "vault_role", "environment": "production"}
    for path in SECRETS:
        yield {"kind": "location", "id": f"vault:secret:vault-prod/kv/{path}", "environment": "production"}


def small_bundle(home, when):
    """Folder of the bundle and the snapshot of its lineage, below a home that has keys."""
    bundle = os.path.join(home, "bundle")
    shutil.rmtree(bundle, ignore_errors=True)
    os.makedirs(bundle)
    with open(os.path.join(bundle, ".manifest"), "w", encoding="utf-8") as out:
        json.dump({"revision": "1", "roots": ["portcullis"]}, out)
    with open(os.path.join(bundle, "decision.rego"), "w", encoding="utf-8") as out:
        out.write(POLICY)
    lines = list(facts(when))
    evidence = os.path.join(home, "vault.ndjson")
    with open(evidence, "w", encoding="utf-8") as out:
        for each in [{"kind": "source", "source": "vault", "watermark": when, "listing": "complete", "facts": len(lines)}, *lines]:
            out.write(json.dumps(each) + "\n")
    snapshot = os.path.join(home, "duties.pcs")
    run(LAUNCHER, "sync", "--evidence", evidence, "--out", snapshot, "--key", os.path.join(home, "keys", "sync.pem"),
        "--key-id", "sync", "--epoch", "7", "--seq", "100", "--once")
    return bundle, snapshot


PRODUCTION = {"environment": "production", "region": "eu-west-1", "network_zone": "prod-core"}


class Site:
    """A decision point and proxies before it, in a folder of their own; the first proxy is at `port`."""

    def __init__(self, home, name, bao, bundle, snapshot, app_role, log_mode="durable"):
        self._home = home
        self._bao = bao
        self._app_role = app_role
        self.folder = os.path.join(home, name)
        self.log = os.path.join(self.folder, "log")
        self._pdp_config = f"""
grpc: {{unix: {{path: {self.folder}/pdp.sock}}}}
bundles: [{{name: {name}, directory: {bundle}}}]
snapshot: {{file: {snapshot}, trust: {home}/trust, high_water_mark: {self.folder}/mark}}
log: {{directory: {self.log}, mode: {log_mode}, key: {home}/keys/log.pem}}
limits: {{evaluation_us: 1000000}}
callers: [{{type: uid, id: "{os.getuid()}", doors: [grpc], subject_types: [{TYPES}]}}]
"""
        self.start_pdp()
        self._bridges = []
        self.port = self.start_bridge(PRODUCTION)

    def start_pdp(self):
        self.pdp = Server(self.folder, self._pdp_config)
        self.pdp.await_line(lambda line: " ready " in line)

    def start_bridge(self, place):
        """Starts a proxy that stands somewhere; returns its port."""
        port = free_port()
        config = f"""
pdp: {{socket: {self.folder}/pdp.sock, deadline_ms: {DEADLINE_MS}}}
place: {json.dumps(place)}
vault:
  listen: {{port: {port}}}
  server: {{url: "http://127.0.0.1:{self._bao.port}", token_file: {self._home}/bridge.token}}
  cluster: vault-prod
  mounts: {{key_value: [kv], app_role: [{self._app_role}]}}
  identity_cache_ms: 2000
"""
        bridge = Server(os.path.join(self.folder, f"bridge-{place['network_zone']}"), config, "bridge")
        self._bridges.append(bridge)
        bridge.await_line(lambda line: " ready " in line)
        return port

    def pids(self):
        """Process ids of the first proxy and of the decision point."""
        return self._bridges[0].process.pid, self.pdp.process.pid

    def said(self):
        """The lines of the proxies' logs."""
        return [line for bridge in self._bridges for line in bridge.lines]

    def decisions(self):
        """The decision log, in order."""
        shown = run(LAUNCHER, "log", "show", "--json", "--log", self.log)
        return [json.loads(line) for line in shown.splitlines()]

    def stop(self):
        for each in (*self._bridges, self.pdp):
            each.stop()

    def outputs(self):
        """Everything that decision point and proxy wrote, file to bytes."""
        found = {}
        for folder, _, names in os.walk(self.folder):
            for name in names:
                file = os.path.join(folder, name)
                if os.path.isfile(file) and not os.path.islink(file):
                    with open(file, "rb") as opened:
                        found[file] = opened.read()
        return found

