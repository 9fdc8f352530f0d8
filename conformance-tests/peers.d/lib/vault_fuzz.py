"""Raw requests at the Vault proxy: what it decided on, by the decision log, against what the server executed, by its audit log."""

import collections
import random
import socket

from raw_requests import Generator

SILENCE_SECONDS = 0.15
# Hands out nothing, so it is passed on without a decision.
UNDECIDED = "sys/internal/ui/mounts/kv"
# What the proxy itself asks.
OWN = ("auth/token/lookup", "identity/lookup/entity", "identity/entity/id/", "sys/mounts", "sys/auth", "auth/approle/role")


def statuses(text):
    """The statuses of the answers in these bytes, and whether each is whole."""
    found, at = [], 0
    while text.startswith(b"HTTP/1.", at):
        end = text.find(b"\r\n\r\n", at)
        if end < 0:
            break
        head = text[at:end].decode("latin-1").lower()
        found.append(int(head[9:12]))
        length = [line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")]
        at = end + 4 + (int(length[0]) if length else 0)
    return found, at >= len(text)


def exchange(port, request):
    """The answers to raw bytes; whatever is not answered soon is not waited for."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=SILENCE_SECONDS) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                received += part
        except OSError:
            pass
    return statuses(received)[0]


def decided(decisions):
    """What the decision point allowed, in order: action, resource, version."""
    for each in decisions:
        if each["answer"]["effect"] == "ALLOW":
            asked = each["request"]
            yield asked["action"]["name"], asked["resource"]["id"], str(asked["action"]["properties"].get("version", ""))


def executed(entries, own, roles):
    """What the server executed for clients, in order and in the same words; what has no such words stands as it is."""
    names = {ids[0]: name for name, ids in roles.items()}
    for each in entries:
        request = each["request"]
        path, operation = request["path"], request["operation"]
        if request.get("client_token") == own:
            if not path.startswith(OWN):
                yield "own", operation, path
        elif request["namespace"]["id"] != "root":
            yield "namespace", operation, path
        elif (operation, path) == ("read", "auth/token/lookup-self"):
            yield "vault:token.lookup", "vault:role:vault-prod/auth/approle/shop", ""
        elif operation == "update" and path == "auth/approle/login":
            yield "token.issue", "vault:role:vault-prod/auth/approle/" + names.get(request["data"]["role_id"], "?"), ""
        elif operation == "read" and path.startswith("kv/data/"):
            version = str((request.get("data") or {}).get("version", ""))
            yield "secret.read", "vault:secret:vault-prod/kv/" + path[len("kv/data/"):], "" if version == "0" else version
        elif operation != "read" or not (path + "/").startswith(UNDECIDED + "/"):
            yield "undecided", operation, path


def fuzz(tally, world, count, seed):
    """Sends the requests one by one and compares both logs, entry by entry."""
    print(f"fuzz: seed {seed}, {count} connections", flush=True)
    logins = [{"role_id": ids[0], "secret_id": ids[1]} for name, ids in world.roles.items() if name in ("shop", "denied")]
    generator = Generator(random.Random(seed), [world.shop], logins)
    decisions_before = len(world.site.decisions())
    audited_before = world.bao.audited()[1]
    answers = collections.Counter()
    for number in range(count):
        found = exchange(world.site.port, generator.request(number))
        answers.update(found or ["none"])
    entries = world.bao.audited(audited_before)[0]
    asked = list(decided(world.site.decisions()[decisions_before:]))
    done = list(executed(entries, world.own, world.roles))
    print(f"fuzz: answers {dict(sorted(answers.items(), key=str))}, {len(asked)} allowed, {len(done)} executed", flush=True)
    tally.check("fuzz: something was executed, and something refused", None if answers[200] > count / 20 and answers[400] > count / 20 else str(answers))
    tally.check("fuzz: the proxy did not fail", None if not answers[500] and not answers[502] else str(answers))
    first = next((at for at, pair in enumerate(zip(asked, done)) if pair[0] != pair[1]), min(len(asked), len(done)))
    tally.check("fuzz: executed is what was decided", None if asked == done else
                f"entry {first}: decided {asked[first:first + 2]}, executed {done[first:first + 2]} of {len(asked)} and {len(done)}")
