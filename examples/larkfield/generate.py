#!/usr/bin/env python3
"""Writes the evidence of the sample estate from the tables of estate.py: `./generate.py`, no arguments.

One file per source below evidence/, one per event below events/, or a directory where an event concerns more than one
source, and handles.json, which says what each handle stands for. The format is docs/spec/evidence.md. The output is committed; running this again must change nothing
(`./generate.py --check` says whether it would).
"""

import json
import pathlib
import sys

import estate as e

HERE = pathlib.Path(__file__).parent
ACCESS = {"r": "read", "w": "write", "rw": "read_write", "i": "invoke"}


def ids():
    found = {handle: f"workday:worker:{row[0]}" for handle, row in e.PEOPLE.items()}
    found |= {f"{handle}.user": f"okta:user:larkfield/{row[1]}" for handle, row in e.PEOPLE.items()}
    found |= {f"t-{team}": f"okta:group:larkfield/team-{team}" for team in e.TEAMS}
    found["q-security"] = "okta:group:larkfield/security-queue"
    for table in (e.RESOURCES, e.ROLES, e.IDENTITIES, e.CONSUMERS, e.LOCATIONS, e.CREDENTIALS):
        for handle, row in table.items():
            assert handle not in found, f"handle used twice: {handle}"
            found[handle] = row[0]
    for handle, row in e.CONSUMERS.items():
        identity = workload_identity(row[0], row[3].get("as"))
        if identity:
            found[f"{handle}.as"] = identity
    return found


def workload_identity(consumer, name):
    """A function, service or agent on AWS runs as a role of its name, a Kubernetes workload as a service account."""
    system, _, path = consumer.split(":", 2)
    place, last = path.rsplit("/", 1)
    if system == "aws":
        return f"aws:role:{place.split('/')[0]}/{name or last}"
    return f"k8s:service_account:{path}" if system == "k8s" else None


ID = ids()
IDS = dict(ID)  # what handles.json says: events add names of their own to ID


class Evidence:
    """Facts by source, in the order in which they are added."""

    def __init__(self, observed, watermark, listing):
        self.first = {"watermark": watermark, "observed": observed, "listing": listing}
        self.facts = {}

    def add(self, kind, about, **fields):
        """Adds a fact to the source that the id `about` belongs to."""
        source = about.split(":")[0]
        fact = {"kind": kind} | {name: value for name, value in fields.items() if value is not None}
        self.facts.setdefault(source, []).append(fact)

    def own(self, handle, owner):
        if owner is not None:
            self.add("ownership", ID[handle], subject=ID[handle], owner=ID[owner], score=e.SCORES.get(owner, 0.9))

    def files(self, path_of):
        for source, facts in sorted(self.facts.items()):
            first = {"kind": "source", "source": source} | self.first | {"facts": len(facts)}
            lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in [first, *facts]]
            yield path_of(source), "".join(lines)


def day(text):
    return text if text is None or "T" in text else text + "T00:00:00Z"


def base():
    facts = Evidence(e.OBSERVED, e.WATERMARK, "complete")
    people(facts)
    for system, (environment, owner) in e.SYSTEMS.items():
        facts.add("system", system, id=system, environment=environment)
        if owner:
            facts.add("ownership", system, subject=system, owner=ID[owner], score=1)
    resources(facts)
    for handle, (identity, environment, owner) in e.IDENTITIES.items():
        facts.add("identity", identity, id=identity, environment=environment)
        facts.own(handle, owner)
    for principal, grants in e.GRANTS.items():
        for grant in grants:
            add_grant(facts, principal, *grant)
    consumers(facts)
    for edge, source, target in e.TRUST:
        facts.add("edge", ID[source], edge=edge, **{"from": ID[source], "to": ID[target]})
    credentials(facts)
    uses(facts)
    facts.facts["portcullis"] = []  # our own source (expectations, decisions): read, and empty so far
    return facts


def people(facts):
    for handle, (_, login, active, manager, team) in e.PEOPLE.items():
        facts.add("person", ID[handle], id=ID[handle], email=f"{login}@larkfield.example.com",
                  active=None if active else False, manager=manager and ID[manager], team=team and ID[f"t-{team}"])
    facts.add("finding", ID["marek"], subject=ID["marek"], code="owner_departed", severity="high",
              since="2026-11-02T06:00:00Z", tombstone=True, observed="2026-11-02T06:10:00Z")
    for team, lead in e.TEAMS.items():
        facts.add("group", ID[f"t-{team}"], id=ID[f"t-{team}"], lead=ID[lead])
    facts.add("group", ID["q-security"], id=ID["q-security"], lead=ID[e.QUEUE_LEAD], security_queue=True)


def resources(facts):
    for handle, (resource, environment, data_class, parent) in e.RESOURCES.items():
        facts.add("resource", resource, id=resource, request_type="service" if handle in e.SERVICES else None,
                  environment=environment, data_class=data_class, parent=parent and ID[parent])
    for handle, (role, request_type, environment, owner, created) in e.ROLES.items():
        facts.add("resource", role, id=role, request_type=request_type, environment=environment, created=created)
        facts.own(handle, owner)


def add_grant(facts, principal, resource, access, verdict=None, consumer=None):
    facts.add("grant", ID[principal], principal=ID[principal], consumer=consumer and ID[consumer],
              resource=ID[resource], access=ACCESS[access], verdict=verdict)


def consumers(facts):
    for handle, (consumer, kind, owner, differs) in e.CONSUMERS.items():
        add_consumer(facts, consumer, kind, differs)
        facts.own(handle, owner)
        if "bound_to" in differs:
            facts.add("edge", consumer, edge="bound_to", **{"from": consumer, "to": ID[differs["bound_to"] + ".user"]})
    for handle in e.PEOPLE:
        user = ID[f"{handle}.user"]
        add_consumer(facts, user, "user", {})
        facts.own(f"{handle}.user", handle)


def add_consumer(facts, consumer, kind, differs):
    on_desk = consumer.startswith(("endpoint:", "okta:user:"))
    facts.add("consumer", consumer, id=consumer, type=kind, platform=e.PLATFORMS[":".join(consumer.split(":")[:2])],
              environment=differs.get("environment", "development" if on_desk else "production"),
              region=differs.get("region", "eu-west-1"),
              network_zone=differs.get("network_zone", "office" if on_desk else "prod-core"),
              first_seen=differs.get("first_seen"), sanctioned=differs.get("sanctioned"),
              code_digest=differs.get("code_digest"), iac_block=differs.get("iac_block"),
              model_changed=differs.get("model_changed"))
    add_workload_identity(facts, consumer, differs.get("as"))


def add_workload_identity(facts, consumer, name):
    identity = workload_identity(consumer, name)
    if identity is None:
        return
    environment = "staging" if "eks-stg" in identity else "production"
    facts.add("identity", identity, id=identity, environment=environment)
    facts.add("edge", consumer, edge="runs_as", **{"from": consumer, "to": identity})


def credentials(facts):
    for handle, (location, environment) in e.LOCATIONS.items():
        facts.add("location", location, id=location, environment=environment,
                  sanctioned=False if handle in e.NOT_SANCTIONED else None, open=True if handle in e.OPEN else None)
    for handle, (credential, kind, created, opens, places, users, owner) in e.CREDENTIALS.items():
        facts.add("credential", credential, id=credential, type=kind, created=day(created),
                  lifetime="ephemeral" if handle in e.EPHEMERAL else "static")
        if isinstance(opens, str):
            facts.add("edge", credential, edge="authenticates", **{"from": credential, "to": ID[opens]})
        else:
            for resource, access in opens:
                add_grant(facts, handle, resource, access)
        for place in places:
            facts.add("edge", ID[place], edge="stored_in", since=day(created),
                      **{"from": credential, "to": ID[place]})
        for user in users:
            if user[0] in "!~":
                facts.add("edge", ID[user[1:]], edge="consumed_by", via="ambient" if user[0] == "!" else None,
                          since="2026-11-02T08:55:00Z" if user == "!dana-cursor" else None,
                          **{"from": credential, "to": ID[user[1:]]})
        facts.own(handle, owner)


def uses(facts):
    pairs = [(handle, user.lstrip("!")) for handle, row in e.CREDENTIALS.items() for user in row[5] if user[0] != "~"]
    for thing, consumer in pairs + e.DAILY:
        if thing == "grant-deal":
            continue  # one day old: used below
        add_daily_use(facts, thing, consumer)
    facts.add("edge", ID["dealscribe"], edge="consumed_by", since="2026-11-01T15:00:00Z",
              **{"from": ID["grant-deal"], "to": ID["dealscribe"]})
    add_use(facts, "grant-deal", "crm-export", "eu-west-1", "2026-11-01T15:00:00Z", e.LAST_USE, 2, False)
    for row in e.OTHER_USES:
        add_use(facts, *row)


def add_daily_use(facts, thing, consumer):
    row = e.CONSUMERS.get(consumer)
    agent = row is not None and row[1] in ("ai_agent", "mcp_server", "saas_app")
    last = e.LAST_USES.get((thing, consumer), e.LAST_AGENT_USE if agent else e.LAST_USE)
    region = row[3].get("region", "eu-west-1") if row else "eu-west-1"
    add_use(facts, thing, consumer, region, e.REACHED_BACK, last, 90, False)


def add_use(facts, thing, consumer, region, first, last, times, flagged):
    facts.add("use", ID[thing], thing=ID[thing], consumer=consumer and ID[consumer], region=region, first_use=first,
              last_use=last, uses=times, flagged=flagged or None)


def silent_sibling():
    """T9: a canary of @capture, deployed 10 minutes ago: own id, own role, same code out of the same block."""
    facts = Evidence(e.WATERMARK, e.WATERMARK, "partial")
    canary = "aws:lambda:111122223333/eu-west-1/payment-capture-canary"
    ID["capture-canary"] = canary
    add_consumer(facts, canary, "function", e.CONSUMERS["capture"][3] | {"first_seen": "2026-11-02T08:50:00Z"})
    facts.own("capture-canary", "hana")
    return facts


def expectation():
    """T21 (b): Dana accepted that her editor agent uses the issued role."""
    facts = Evidence(e.WATERMARK, e.WATERMARK, "partial")
    facts.add("expectation", "portcullis:", subject=ID["dana-cursor"], thing=ID["r-exports-daily"],
              until="2026-12-02T09:00:00Z", record="portcullis:action:swap/k-cursor")
    return facts


def inherited_seven():
    """T14: a tool server from a public registry starts in Dana's shell."""
    facts = Evidence(e.WATERMARK, e.WATERMARK, "partial")
    for key in ("k-cursor", "k-dana-local", "pat-dana", "oai-dana", "ant-dana", "gkey-dana", "okta-dana"):
        facts.add("edge", ID["dana-pdf"], edge="consumed_by", via="ambient", since="2026-11-02T08:57:00Z",
                  **{"from": ID[key], "to": ID["dana-pdf"]})
    return facts


def model_change():
    """T22: a new model release of @support-helper, at 08:00."""
    facts = Evidence(e.WATERMARK, e.WATERMARK, "partial")
    consumer, kind, _, differs = e.CONSUMERS["support-helper"]
    add_consumer(facts, consumer, kind, differs | {"model_changed": "2026-11-02T08:00:00Z"})
    return facts


def ken_leaves():
    """T24: HR shows Ken Ito inactive at 09:30; the other sources have been read by then too and say nothing new."""
    facts = Evidence("2026-11-02T09:30:00Z", "2026-11-02T09:30:00Z", "partial")
    _, login, _, manager, team = e.PEOPLE["ken"]
    facts.add("person", ID["ken"], id=ID["ken"], email=f"{login}@larkfield.example.com", active=False,
              manager=ID[manager], team=ID[f"t-{team}"])
    facts.add("finding", ID["ken"], subject=ID["ken"], code="owner_departed", severity="high",
              since="2026-11-02T09:30:00Z", tombstone=True)
    for source in base().facts:
        facts.facts.setdefault(source, [])
    return facts


EVENTS = {
    "t9-silent-sibling": silent_sibling,
    "t14-inherited-seven": inherited_seven,
    "t21b": expectation,
    "t22-model-change": model_change,
    "t24-ken-leaves": ken_leaves,
}


def main(check):
    files = dict(base().files(lambda source: HERE / "evidence" / f"{source}.ndjson"))
    for name, event in EVENTS.items():
        facts = event()
        event_file = "{name}.ndjson" if len(facts.facts) == 1 else "{name}/{source}.ndjson"
        files |= facts.files(lambda source: HERE / "events" / event_file.format(name=name, source=source))
    files[HERE / "handles.json"] = json.dumps({"ids": IDS, "zones": e.ZONES}, indent=1, sort_keys=True) + "\n"
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    stale += [path for path in HERE.glob("e*/**/*.ndjson") if path not in files]
    if check:
        for path in stale:
            print(f"{path.relative_to(HERE)} is not what the tables say")
        return 1 if stale else 0
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
