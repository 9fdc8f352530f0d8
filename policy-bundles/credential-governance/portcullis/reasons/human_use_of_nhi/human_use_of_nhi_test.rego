package portcullis.reasons.human_use_of_nhi_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.human_use_of_nhi

test_denies[name] if {
	some name, asked in denied
	human_use_of_nhi.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not human_use_of_nhi.deny with input as asked
}

denied := {
	"a person reads what workloads use": _by_hand,
	"so does a session": estate.saying(
		estate.knowing(_by_hand, {"consumer": {"type": "session"}}),
		{"type": "session"},
	),
	"announced as a workload, known as a person": estate.saying(_by_hand, {"type": "workload"}),
	"announced as a person, type of the consumer missing": estate.lacking(_by_hand, "/lineage/consumer/type"),
	"known as a person, type of the subject missing": estate.lacking(_by_hand, "/subject/type"),
	"groups are missing": estate.lacking(_by_hand, "/lineage/target/consumer_groups"),
	"groups are no list": estate.knowing(_by_hand, {"target": {"consumer_groups": "workload"}}),
	"groups are an object": estate.knowing(
		estate.lacking(_by_hand, "/lineage/target/consumer_groups"),
		{"target": {"consumer_groups": {"first": "human"}}},
	),
	"a group nobody knows": estate.knowing(_by_hand, {"target": {"consumer_groups": ["robot"]}}),
	"the group twice": estate.knowing(_by_hand, {"target": {"consumer_groups": ["workload", "workload"]}}),
}

silent := {
	"people use it too": estate.knowing(_by_hand, {"target": {"consumer_groups": ["human", "workload"]}}),
	"only agents use it": estate.knowing(_by_hand, {"target": {"consumer_groups": ["agent"]}}),
	"nobody is known to use it": estate.knowing(_by_hand, {"target": {"consumer_groups": []}}),
	"a workload": estate.request("capture", "secret.read", "psp-api-key", "exact"),
	"an agent": estate.request("dana-db", "secret.read", "psp-api-key", "exact"),
	"unknown target": estate.knowing(_by_hand, {"target": {"known": false}}),
}

_by_hand := estate.request("dana", "secret.read", "psp-api-key", "exact")
