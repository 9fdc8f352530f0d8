package portcullis.reasons.credential_exposed_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.credential_exposed

test_denies[level] if {
	some level in ["sibling", "owner", "type", "never"]
	credential_exposed.deny with input as _exposed(level)
}

test_denies_when_the_level_is_missing if {
	credential_exposed.deny with input as estate.lacking(_exposed("exact"), "/lineage/baseline/level")
}

test_silent[name] if {
	some name, asked in {
		"exact": _exposed("exact"),
		"not exposed": estate.knowing(_exposed("never"), {"findings": []}),
		"unknown consumer": estate.lacking(_exposed("never"), "/lineage/consumer"),
		"unknown target": estate.knowing(_exposed("never"), {"target": {"known": false}}),
	}
	not credential_exposed.deny with input as asked
}

_exposed(level) := estate.knowing(
	estate.request("capture", "secret.read", "psp-api-key", level),
	{"findings": [{"code": "credential_exposed", "severity": "high", "since_ns": estate.now_ns}]},
)
