package portcullis.reasons.consumer_unresolved_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.consumer_unresolved

test_denies[name] if {
	some name, asked in denied
	consumer_unresolved.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not consumer_unresolved.deny with input as asked
}

denied := {
	"no consumer": estate.lacking(_known, "/lineage/consumer"),
	"a consumer without an id": estate.lacking(_known, "/lineage/consumer/uid"),
	"an empty id": estate.knowing(_known, {"consumer": {"uid": ""}}),
	"an id that is no text": estate.knowing(_known, {"consumer": {"uid": false}}),
	"no lineage": estate.lacking(_known, "/lineage"),
	"nothing at all": {},
}

silent := {
	"a known consumer": _known,
}

_known := estate.request("capture", "secret.read", "psp-api-key", "exact")
