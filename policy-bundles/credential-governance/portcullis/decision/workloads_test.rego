package portcullis.decision_test

import data.portcullis.estate_test as estate

denied["T4: a token without an entity"] := {
	"input": object.union(
		json.remove(_psp("exact"), ["/lineage/consumer", "/lineage/owner", "/lineage/reach", "/lineage/baseline"]),
		{"subject": {"id": "vault:token:vault-prod/hmac-0000"}},
	),
	"reasons": ["consumer_unresolved"],
	"notify": ["hana", "queue"],
	"severity": "high",
}

denied["T9: a person reads the secret of a function by hand"] := {
	"input": estate.request("dana", "secret.read", "psp-api-key", "never"),
	"reasons": ["consumer_first_seen", "human_use_of_nhi"],
	"notify": ["dana", "hana"],
	"severity": "medium",
}

denied["T10: the key of a pipeline, from the internet"] := {
	"input": object.union(
		estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci"),
		{
			"subject": {"id": "aws:user:111122223333/ci-deploys"},
			"context": {"network_zone": "internet", "region": "us-west-2", "address": "203.0.113.66"},
		},
	),
	"reasons": ["network_zone_mismatch", "region_unusual"],
	"notify": ["joel", "queue"],
	"severity": "high",
}

denied["T13: a credential that was revoked"] := {
	"input": estate.knowing(_psp("exact"), {"credential": {"status": "revoked"}}),
	"reasons": ["credential_revoked"],
	"notify": ["hana", "queue"],
	"severity": "critical",
}

denied["T29: a key that a migration plan deactivated"] := {
	"input": estate.knowing(_psp("exact"), {"credential": {"status": "deactivated"}}),
	"reasons": ["credential_deactivated"],
	"notify": ["hana"],
	"severity": "medium",
}

denied["T36 (a): the wrong workload"] := {
	"input": estate.request("price-feed", "secret.read", "orders-db", "never"),
	"reasons": ["consumer_first_seen", "workload_mismatch"],
	"notify": ["luis", "dana"],
	"severity": "high",
}

denied["T36 (d): the wrong environment"] := {
	"input": estate.request("orders-api-stg", "secret.read", "orders-db", "owner"),
	"reasons": ["environment_mismatch", "workload_mismatch"],
	"notify": ["dana"],
	"severity": "high",
}

denied["T36 (e): another workload of the same owner writes it"] := {
	"input": estate.request("settle", "secret.write", "orders-db", "owner"),
	"reasons": ["workload_mismatch"],
	"notify": ["dana"],
	"severity": "high",
}

denied["V1: the resource is not in the snapshot"] := {
	"input": object.union(
		json.remove(_psp("exact"), [
			"/lineage/target",
			"/lineage/credential",
			"/lineage/reach",
			"/lineage/baseline",
		]),
		{"lineage": {"target": {"known": false}}},
	),
	"reasons": ["lineage_unknown"],
	"notify": ["hana"],
	"severity": "low",
}

denied["V9: the deciding source is stale"] := {
	"input": estate.knowing(_psp("sibling"), {"sources": {"vault": {"age_seconds": 901}}}),
	"reasons": ["lineage_source_stale"],
	"notify": ["hana"],
	"severity": "low",
}

allowed["T9: the function itself, in a new version"] := {"input": _psp("exact"), "obligations": []}

allowed["T9: a canary in the same IaC block"] := {"input": _psp("sibling"), "obligations": []}

allowed["T9: one of fifty new pods of a workload"] := {
	"input": estate.request("orders-api", "secret.read", "orders-db", "exact"),
	"obligations": [],
}

allowed["T10: the real job, from a new runner"] := {
	"input": object.union(
		estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci"),
		{"context": {"address": "198.51.100.77"}},
	),
	"obligations": [],
}

allowed["V9: the deciding source is stale, and exactly this was seen before"] := {
	"input": estate.knowing(_psp("exact"), {"sources": {"vault": {"age_seconds": 901}}}),
	"obligations": [],
}

_psp(level) := estate.request("capture", "secret.read", "psp-api-key", level)
