"""Scenarios T21, T36 and T38 as a stock Vault client brings them about: the bundle credential-governance over the sample estate.

Every client speaks to a proxy in its own network zone. What a Vault request cannot say is left out: a session that is not the
token's own, and a credential of a database role, which the proxy does not pass on.
"""

import json
import os
import re
import time

from openbao import ask
from pdp import ESTATE, ROOT
from vault_site import CANARY, Site, entity, log_in, role

BUNDLE = os.path.join(ROOT, "policy-bundles", "credential-governance")
DECISION = re.compile(r" \(decision ([0-9a-f-]{36})\)")
TASK = "X-Portcullis-Task"
SCOPES = "X-Portcullis-Scopes"
PATIENCE_SECONDS = 10
REFUND = {TASK: "refund/rf-4720", "X-Portcullis-Purpose": "customer_refund", SCOPES: "orders.refund"}
# Clients: handle of the subject, its type, and where it stands.
CLIENTS = {"orders-api": ("workload", {"environment": "production", "region": "eu-west-1", "network_zone": "prod-core"}),
           "price-feed": ("job", {"environment": "production", "region": "eu-west-1", "network_zone": "prod-batch"}),
           "orders-api-stg": ("workload", {"environment": "staging", "region": "eu-west-1", "network_zone": "staging"}),
           "dana-cursor": ("ai_agent", {"environment": "development", "region": "eu-west-1", "network_zone": "office"})}


class Estate:
    """The sample estate behind proxies, and its clients' tokens."""

    def __init__(self, world):
        self._bao = world.bao
        with open(os.path.join(ESTATE, "handles.json"), encoding="utf-8") as file:
            self._handles = json.load(file)["ids"]
        for path in ("orders/db", "staging/demo-db"):
            world.bao.put("kv/data/" + path, {"password": f"{CANARY}-{path}"})
        self.refund = role(world.bao, "kubernetes", "refund")
        self._tokens = {}
        for name, (kind, _) in CLIENTS.items():
            ids = role(world.bao, "approle", name)
            aliases = [("approle", ids[0])] + ([("kubernetes", self.refund[0])] if name == "orders-api" else [])
            entity(world.bao, name, self._handles[name], kind, aliases)
            self._tokens[name] = log_in(world.bao.port, "approle", ids)
        self._site = Site(world.home, "estate", world.bao, BUNDLE, os.path.join(world.home, "lineage.pcs"), "kubernetes")
        world.sites.append(self._site)
        ports = [self._site.port, *(self._site.start_bridge(place) for _, place in list(CLIENTS.values())[1:])]
        self._ports = dict(zip(CLIENTS, ports))

    def read(self, client, path, headers=None):
        return ask(self._ports[client], "GET", "/v1/kv/data/" + path, self._tokens[client], headers=headers)

    def write(self, client, path):
        return ask(self._ports[client], "POST", "/v1/kv/data/" + path, self._tokens[client], {"data": {}})

    def log_in(self, headers=None):
        body = {"role_id": self.refund[0], "secret_id": self.refund[1]}
        return ask(self._site.port, "POST", "/v1/auth/kubernetes/login", body=body, headers=headers)

    def renew(self, client):
        return ask(self._ports[client], "POST", "/v1/auth/token/renew-self", self._tokens[client], {})

    def denied(self, answer, reasons, notify):
        """None when the answer is a denial for exactly these reasons, and exactly these people are told; else what is wrong."""
        status, _, text = answer
        found = DECISION.search(text.decode())
        if status != 403 or not found:
            return f"status {status}: {text.decode()}"
        given = json.loads(text)["errors"][-1].split(" (decision")[0].split(": ")[0].split(", ")
        told = self._told_of(found[1])
        wanted = ",".join(self._handles[each] for each in notify)
        if sorted(given) != sorted(reasons):
            return f"the reasons are {given}"
        return None if told == [wanted] else f"told are {told}, wanted is {wanted}"

    def _told_of(self, decision):
        """Who was told of a decision. A line may reach this process after the answer has."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            told = [line.split(" to=")[1] for line in self._site.said() if f" notify decision={decision} " in line]
            if told or time.monotonic() > until:
                return told
            time.sleep(0.01)

    def told(self):
        """How often anybody was told."""
        return sum(" notify " in line for line in self._site.said())


def lease(answer):
    """None when a read was allowed and is the secret; else what is wrong. And the seconds it may be used."""
    status, _, text = answer
    if status != 200:
        return f"status {status}: {text.decode()}", 0
    body = json.loads(text)
    return None if body["data"]["data"]["password"].startswith(CANARY) else "it is another secret", body["lease_duration"]


def right_hands(tally, estate_):
    """T36 and the staging secret of T21."""
    wrong, seconds = lease(estate_.read("orders-api", "orders/db"))
    tally.check("T36 silent: its own", wrong or (None if seconds == 0 else f"a lease of {seconds} s"))
    wrong, seconds = lease(estate_.read("orders-api", "orders/db", {TASK: "month_report/mr-10"}))
    tally.check("T36 silent: its month report", wrong or (None if seconds == 900 else f"a lease of {seconds} s"))
    wrong, seconds = lease(estate_.read("dana-cursor", "staging/demo-db"))
    tally.check("T21 silent: a staging secret", wrong or (None if seconds == 900 else f"a lease of {seconds} s"))
    tally.check("T21, T36 silent: nobody told", None if estate_.told() == 0 else f"{estate_.told()} notices")
    tally.check("T36 (a) wrong workload", estate_.denied(
        estate_.read("price-feed", "orders/db"), ["workload_mismatch", "consumer_first_seen"], ["luis", "dana"]))
    tally.check("T36 (c) wrong task", estate_.denied(estate_.log_in({TASK: "month_report/mr-10"}), ["task_mismatch"], ["dana"]))
    tally.check("T36 (d) wrong environment", estate_.denied(
        estate_.read("orders-api-stg", "orders/db"), ["environment_mismatch", "workload_mismatch"], ["dana"]))
    status, _, text = estate_.write("price-feed", "orders/db")
    tally.check("T36 (e) a write", None if status == 403 and b"does not pass on" in text else f"status {status}: {text.decode()}")


def one_task(tally, world, estate_):
    """T38, by the login for the task."""
    tally.check("T38 without a task", estate_.denied(estate_.log_in(), ["task_missing"], ["dana"]))
    tally.check("T38 a scope the task does not have", estate_.denied(
        estate_.log_in({**REFUND, SCOPES: "orders.admin"}), ["scope_exceeds_task"], ["dana"]))
    tally.check("T38 a scope that needs an approval", estate_.denied(
        estate_.log_in({**REFUND, SCOPES: "orders.refund.bulk"}), ["approval_required"], ["dana", "priya"]))
    before = estate_.told(), world.bao.audited()[1]
    status, _, text = estate_.log_in(REFUND)
    tally.check("T38 a role without the bounds", None if status == 403 and b"`num_uses` cannot be met" in text else f"status {status}")
    revoked = [each["request"]["data"]["token"] for each in world.bao.audited(before[1])[0] if each["request"]["path"] == "auth/token/revoke"]
    gone = len(revoked) == 1 and world.bao.call("POST", "auth/token/lookup", world.bao.root, token=revoked[0])[0] == 403
    tally.check("T38 its token is taken back", None if gone else f"{len(revoked)} tokens revoked")
    bounds = {"token_num_uses": 1, "token_bound_cidrs": "10.10.0.0/16"}
    world.bao.write("auth/kubernetes/role/refund", {"token_policies": "client", "token_ttl": 3600, **bounds})
    accessors = set()
    for task in ("rf-4720", "rf-4721"):
        status, _, text = estate_.log_in({**REFUND, TASK: f"refund/{task}"})
        auth = json.loads(text).get("auth", {})
        tally.check(f"T38 the login for {task}", None if status == 200 and 0 < auth["lease_duration"] <= 300 else f"status {status}: {list(auth)}")
        if status != 200:
            continue
        accessors.add(auth["accessor"])
        held = world.bao.done("POST", "auth/token/lookup", token=auth["client_token"])["data"]
        right = 0 < held["ttl"] <= 300 and held["num_uses"] == 1 and held["bound_cidrs"] == ["10.10.0.0/16"]
        tally.check(f"T38 the token for {task}", None if right else str({key: held[key] for key in ("ttl", "num_uses", "bound_cidrs")}))
        direct = ask(world.bao.port, "GET", "/v1/auth/token/lookup-self", auth["client_token"])[0]
        tally.check(f"T38 the token for {task} from another zone", None if direct == 403 else f"status {direct}")
    tally.check("T38 two tasks at once", None if len(accessors) == 2 else f"{len(accessors)} tokens")
    tally.check("T38 silent: nobody told", None if estate_.told() == before[0] else "somebody was told")
    status, _, text = estate_.renew("orders-api")
    tally.check("T38 a renewal", None if status == 403 and b"does not pass on" in text else f"status {status}: {text.decode()}")


def estate(tally, world):
    """All of it, and that nothing but what was allowed reached the server."""
    scenario = Estate(world)
    before = world.bao.audited()[1]
    right_hands(tally, scenario)
    executed = [each["request"]["path"] for each in world.bao.audited(before)[0] if each["request"].get("client_token") != world.own]
    tally.check("T21, T36 at the server", None if executed == ["kv/data/orders/db"] * 2 + ["kv/data/staging/demo-db"] else f"the server executed {executed}")
    one_task(tally, world, scenario)
