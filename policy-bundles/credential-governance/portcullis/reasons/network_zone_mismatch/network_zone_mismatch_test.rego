package portcullis.reasons.network_zone_mismatch_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.network_zone_mismatch

test_denies[name] if {
	some name, asked in denied
	network_zone_mismatch.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not network_zone_mismatch.deny with input as asked
}

denied := {
	"from the internet": object.union(_at_home, {"context": {"network_zone": "internet"}}),
	"the zone of the request is not known": estate.lacking(_at_home, "/context/network_zone"),
	"both zones are empty": object.union(
		estate.knowing(_at_home, {"consumer": {"network_zone": ""}}),
		{"context": {"network_zone": ""}},
	),
	"its zone is no text": estate.knowing(_at_home, {"consumer": {"network_zone": null}}),
	"no context": estate.lacking(_at_home, "/context"),
	"outside production too": object.union(
		estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
		{"context": {"network_zone": "internet"}},
	),
}

silent := {
	"from its own zone": _at_home,
	"another address in its zone": object.union(_at_home, {"context": {"address": "10.10.99.1"}}),
	"its zone is not known": estate.lacking(_at_home, "/lineage/consumer/network_zone"),
	"a consumer without an id": estate.lacking(
		object.union(_at_home, {"context": {"network_zone": "internet"}}),
		"/lineage/consumer/uid",
	),
	"unknown consumer": estate.lacking(_at_home, "/lineage/consumer"),
}

_at_home := estate.request("capture", "secret.read", "psp-api-key", "exact")
