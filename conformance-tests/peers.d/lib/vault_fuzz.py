"""Raw requests at the Vault proxy: what it decided on, by the decision log, against what the server executed, by its audit log."""

import collections
import random
import socket
import time

from raw_requests import Generator

SILENCE_SECONDS = 0.15
# Hands out nothing, so it is passed on without a decision.
UNDECIDED = "sys/internal/ui/mounts/kv"
# The one refusal of the server's own that comes before its audit log: of a consistency index that is none.
REFUSED = b'failed to decode \\"X-Vault-Index'
# What the proxy itself asks.
OWN = ("auth/token/lookup", "auth/token/renew", "auth/token/revoke", "identity/lookup/entity", "identity/entity/id/", "sys/mounts", "sys/auth", "auth/approle/role")


def statuses(text):
    """The statuses of the answers in these bytes."""
    found, at = [], 0
    while text.startswith(b"HTTP/1.", at):
        end = text.find(b"\r\n\r\n", at)
        if end < 0:
            break
        head = text[at:end].decode("latin-1").lower()
        found.append(int(head[9:12]))
        length = [line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")]
        at = end + 4 + (int(length[0]) if length else 0)
    return found


def exchange(port, request):
    """Statuses of the answers to raw bytes, and how many the server refused; what is not answered soon is not waited for."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=SILENCE_SECONDS) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                received += part
        except OSError:
            pass
    return statuses(received), received.count(REFUSED)


def decided(decisions):
    """What the decision point allowed: decision id to action, resource, version. And when, in nanoseconds since 1970."""
    allowed, times = {}, {}
    for each in decisions:
        if each["answer"]["effect"] == "ALLOW":
            asked = each["request"]
            version = str(asked["action"]["properties"].get("version", ""))
            allowed[each["decision_id"]] = (asked["action"]["name"], asked["resource"]["id"], version)
            times[each["decision_id"]] = each["time_ns"]
    return allowed, times


def executed(entries, own, roles):
    """What the server executed for clients, in the same words, each with its decision id; what has no such words stands as it is."""
    names = {ids[0]: name for name, ids in roles.items()}
    for each in entries:
        request = each["request"]
        path, operation = request["path"], request["operation"]
        ids = request.get("headers", {}).get("x-portcullis-decision", [])
        decision = ids[0] if len(ids) == 1 else None
        if request.get("client_token") == own:
            if not path.startswith(OWN):
                yield decision, ("own", operation, path)
        elif request["namespace"]["id"] != "root":
            yield decision, ("namespace", operation, path)
        elif (operation, path) == ("read", "auth/token/lookup-self"):
            yield decision, ("vault:token.lookup", "vault:role:vault-prod/auth/approle/shop", "")
        elif operation == "update" and path == "auth/approle/login":
            yield decision, ("token.issue", "vault:role:vault-prod/auth/approle/" + names.get(request["data"]["role_id"], "?"), "")
        elif operation == "read" and path.startswith("kv/data/"):
            version = str((request.get("data") or {}).get("version", ""))
            yield decision, ("secret.read", "vault:secret:vault-prod/kv/" + path[len("kv/data/"):], "" if version == "0" else version)
        elif operation != "read" or not (path + "/").startswith(UNDECIDED + "/"):
            yield decision, ("undecided", operation, path)


def differences(allowed, done):
    """Where the two logs do not say the same, a sentence each."""
    seen = set()
    for decision, what in done:
        if decision not in allowed:
            yield f"the server executed {what} without a decision that allowed it ({decision})"
        elif allowed[decision] != what:
            yield f"decided was {allowed[decision]}, executed was {what} ({decision})"
        if decision in seen:
            yield f"the server executed {what} twice ({decision})"
        seen.add(decision)


def request_of(sent, moment):
    """The last request that was sent before a moment."""
    return [request for at, request in sent if at <= moment][-1]


def fuzz(tally, world, count, seed):
    """Sends the requests one by one and compares both logs, decision by decision."""
    print(f"fuzz: seed {seed}, {count} connections", flush=True)
    logins = [{"role_id": ids[0], "secret_id": ids[1]} for name, ids in world.roles.items() if name in ("shop", "denied")]
    generator = Generator(random.Random(seed), [world.shop], logins)
    decisions_before = len(world.site.decisions())
    audited_before = world.bao.audited()[1]
    answers = collections.Counter()
    refusals = 0
    sent = []
    for number in range(count):
        request = generator.request(number)
        sent.append((time.time_ns(), request))
        found, refused = exchange(world.site.port, request)
        refusals += refused
        answers.update(found or ["none"])
    entries = world.bao.audited(audited_before)[0]
    allowed, times = decided(world.site.decisions()[decisions_before:])
    done = list(executed(entries, world.own, world.roles))
    print(f"fuzz: answers {dict(sorted(answers.items(), key=str))}, {len(allowed)} allowed, {len(done)} executed", flush=True)
    tally.check("fuzz: something was executed, and something refused", None if answers[200] > count / 20 and answers[400] > count / 20 else str(answers))
    tally.check("fuzz: the proxy did not fail", None if not answers[500] and not answers[502] else str(answers))
    idle = allowed.keys() - {decision for decision, _ in done}
    tally.check("fuzz: what was allowed was executed, or refused by the server", None if len(idle) <= refusals else
                f"{len(idle)} were not executed, {refusals} refused: " + "; ".join(str(request_of(sent, times[each])) for each in sorted(idle)))
    wrong = list(differences(allowed, done))
    tally.check("fuzz: executed is what was decided", None if not wrong else f"{len(wrong)} differences, such as: " + "; ".join(wrong[:3]))
