package portcullis.reasons.consumer_unsanctioned_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.consumer_unsanctioned

test_denies[name] if {
	some name, asked in denied
	consumer_unsanctioned.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not consumer_unsanctioned.deny with input as asked
}

denied := {
	"an unsanctioned tool server": _unsanctioned,
	"announced as a workload, known as an agent": estate.saying(_unsanctioned, {"type": "workload"}),
	"announced as an agent, known as a workload": estate.knowing(
		estate.saying(_unsanctioned, {"type": "ai_agent"}),
		{"consumer": {"type": "workload"}},
	),
	"sanction is not known": estate.lacking(_unsanctioned, "/lineage/consumer/sanctioned"),
	"type of the subject is missing": estate.lacking(_unsanctioned, "/subject/type"),
	"type of the consumer is missing": estate.lacking(_unsanctioned, "/lineage/consumer/type"),
	"the target is in no known environment": estate.lacking(_unsanctioned, "/lineage/target/environment"),
}

silent := {
	"a sanctioned agent": estate.knowing(_unsanctioned, {"consumer": {"sanctioned": true}}),
	"a workload": estate.knowing(
		estate.request("capture", "secret.read", "psp-api-key", "exact"),
		{"consumer": {"sanctioned": false}},
	),
	"a person": estate.knowing(
		estate.request("dana", "secret.read", "psp-api-key", "exact"),
		{"consumer": {"sanctioned": false}},
	),
	"staging": estate.request("dana-db", "secret.read", "demo-db", "exact"),
	"unknown consumer": estate.lacking(_unsanctioned, "/lineage/consumer"),
}

_unsanctioned := estate.request("dana-db", "secret.read", "psp-api-key", "exact")
