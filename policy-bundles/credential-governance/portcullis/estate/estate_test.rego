# METADATA
# title: The estate the tests run on
# description: |
#   The part of Larkfield Goods (the invented company of the scenarios) that the tests of this bundle need: people,
#   consumers, things to ask for, credentials to present. `request` joins them into an input document.
package portcullis.estate_test

now_ns := 1793610000000000000

queue := "okta:group:larkfield/security-queue"

# METADATA
# description: Accountable owners by handle, each with the escalation the estate gives them.
people := {
	"amara": _person("1006", "amara.okafor", ["1006", "1002", "1001"]),
	"dana": _person("1004", "dana.kim", ["1004", "1003", "1002"]),
	"felix": _person("1011", "felix.moreau", ["1011", "1002", "1001"]),
	"hana": _person("1008", "hana.sato", ["1008", "1009", "1002"]),
	"joel": _person("1009", "joel.brandt", ["1009", "1002", "1001"]),
	"luis": _person("1007", "luis.ortega", ["1007", "1001"]),
	"priya": _person("1003", "priya.raman", ["1003", "1002", "1001"]),
}

# METADATA
# description: The input document for `consumer` asking to do `action` with `thing`, which it knows at `level`.
request(consumer, action, thing, level) := object.union(
	_envelope(consumer, action, thing),
	{"lineage": object.union(_facts(consumer, thing, level), _stored(action, thing))},
)

# METADATA
# description: The same request, presenting a credential.
presenting(asked, key) := object.union(asked, {
	"subject": {"properties": {"credential": keys[key].uid}},
	"lineage": {"credential": keys[key]},
})

# METADATA
# description: The same request on other facts.
knowing(asked, facts) := object.union(asked, {"lineage": facts})

# METADATA
# description: The same request, saying something else about its subject.
saying(asked, subject) := object.union(asked, {"subject": subject})

# METADATA
# description: The same request without what is at `path`.
lacking(asked, path) := json.remove(asked, [path])

_person(worker, login, chain) := {
	"uid": _worker(worker),
	"email": concat("@", [login, "larkfield.example.com"]),
	"status": "active",
	"score": 0.95,
	"accountable": _worker(worker),
	"escalation": array.concat([_worker(rung) | some rung in chain], [queue]),
}

_worker(number) := concat(":", ["workday:worker", number])

_envelope(consumer, action, thing) := {
	"request": {
		"id": "0199f000-0000-7000-8000-000000000001",
		"time_ns": now_ns,
		"door": "grpc",
		"dry_run": false,
		"caller": {"type": "spiffe", "id": "spiffe://larkfield.example.com/pep/vault-proxy"},
	},
	"subject": {
		"type": consumers[consumer].facts.type,
		"id": consumers[consumer].facts.uid,
		"properties": {},
		"actor_chain": [],
	},
	"action": {"name": action, "properties": {}},
	"resource": {
		"type": things[thing].target.kind,
		"id": things[thing].target.uid,
		"properties": {},
	},
	"context": {
		"environment": consumers[consumer].facts.environment,
		"region": consumers[consumer].facts.region,
		"network_zone": consumers[consumer].facts.network_zone,
		"address": "10.10.0.5",
		"requested_ttl_s": 3600,
	},
}

_facts(consumer, thing, level) := {
	"snapshot": {"epoch": 7, "seq": 100, "built_at_ns": 1793609940000000000, "age_seconds": 60},
	"sources": {source: {"watermark_ns": 1793609940000000000, "age_seconds": 60, "status": "ok"} |
		some source in ["aws", "cyberark", "endpoint", "k8s", "mesh", "okta", "vault"]
	},
	"target": object.union(
		{"known": true, "owner": people[things[thing].owner]},
		things[thing].target,
	),
	"consumer": consumers[consumer].facts,
	"owner": people[consumers[consumer].owner],
	"reach": _reach(things[thing].sinks),
	"baseline": {
		"level": level,
		"consumers_seen": 2,
		"last_seen_ns": 1793609400000000000,
		"usual_regions": things[thing].usual_regions,
		"learning": false,
	},
	"findings": [],
}

_reach(reached) := {
	"total": count(reached),
	"truncated": false,
	"by_class": {class: count([sink | some sink in reached; sink.data_class == class]) |
		some class in {sink.data_class | some sink in reached}
	},
	"sinks": reached,
}

# For `secret.*` the credential of the lineage block is the one stored at the resource, for the rest the one presented.
_stored(action, thing) := {"credential": object.union(
	things[thing].credential,
	{"owner": people[things[thing].owner]},
)} if {
	startswith(action, "secret.")
} else := {}
