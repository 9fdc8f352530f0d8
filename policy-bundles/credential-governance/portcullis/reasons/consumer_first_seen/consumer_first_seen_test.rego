package portcullis.reasons.consumer_first_seen_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.consumer_first_seen

test_denies[name] if {
	some name, asked in denied
	consumer_first_seen.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not consumer_first_seen.deny with input as asked
}

denied := {
	"never seen": _stranger,
	"only the type has been seen": estate.request("settle", "secret.read", "psp-api-key", "type"),
	"an unknown level is not familiar": estate.request("capture", "secret.read", "psp-api-key", "EXACT"),
	"no level": estate.lacking(_stranger, "/lineage/baseline/level"),
	"no baseline": estate.lacking(_stranger, "/lineage/baseline"),
	"learning is not said": estate.lacking(_stranger, "/lineage/baseline/learning"),
	"environment of the target is not known, and nothing else says where it is": estate.lacking(
		estate.request("dana-db", "secret.read", "demo-db", "never"),
		"/lineage/target/environment",
	),
	"the sinks were cut short": estate.knowing(
		estate.request("dana-db", "secret.read", "demo-db", "never"),
		{"reach": {"truncated": true}},
	),
	"only a sink is in production": estate.knowing(
		estate.request("dana-db", "secret.read", "demo-db", "never"),
		{"reach": {"sinks": [estate.sinks.psp]}},
	),
	"production and never seen, both ways at once": estate.knowing(
		_stranger,
		{"target": {"environment": "production"}},
	),
}

silent := {
	"the same consumer": estate.request("capture", "secret.read", "psp-api-key", "exact"),
	"a sibling of a known consumer": estate.request("capture", "secret.read", "psp-api-key", "sibling"),
	"another consumer of the same owner": estate.request("settle", "secret.read", "psp-api-key", "owner"),
	"still learning": estate.knowing(_stranger, {"baseline": {"learning": true}}),
	"staging": estate.request("dana-db", "secret.read", "demo-db", "never"),
	"unknown consumer: nothing is known about it": estate.lacking(_stranger, "/lineage/consumer"),
	"unknown target: nothing is known about it": estate.knowing(_stranger, {"target": {"known": false}}),
}

_stranger := estate.request("dana-db", "secret.read", "psp-api-key", "never")
