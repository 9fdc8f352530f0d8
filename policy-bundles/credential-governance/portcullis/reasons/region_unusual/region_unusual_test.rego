package portcullis.reasons.region_unusual_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.region_unusual

test_denies[name] if {
	some name, asked in denied
	region_unusual.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not region_unusual.deny with input as asked
}

denied := {
	"a region nobody uses it from": _far,
	"the region of the request is not known": estate.lacking(_usual, "/context/region"),
	"no context": estate.lacking(_usual, "/context"),
	"usual regions are missing": estate.lacking(_usual, "/lineage/baseline/usual_regions"),
	"usual regions are no list": estate.knowing(_usual, {"baseline": {"usual_regions": null}}),
	"no baseline": estate.lacking(_usual, "/lineage/baseline"),
	"learning is not said": estate.lacking(_far, "/lineage/baseline/learning"),
}

silent := {
	"a usual region": _usual,
	"it has no usual region": estate.knowing(_far, {"baseline": {"usual_regions": []}}),
	"still learning": estate.knowing(_far, {"baseline": {"learning": true}}),
	"staging": object.union(
		estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
		{"context": {"region": "us-west-2"}},
	),
	"unknown consumer": estate.lacking(_far, "/lineage/consumer"),
	"unknown target": estate.knowing(_far, {"target": {"known": false}}),
}

_usual := estate.request("capture", "secret.read", "psp-api-key", "exact")

_far := object.union(_usual, {"context": {"region": "us-west-2"}})
