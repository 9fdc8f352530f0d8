package portcullis.reasons.environment_mismatch_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.environment_mismatch

test_denies[name] if {
	some name, asked in denied
	environment_mismatch.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not environment_mismatch.deny with input as asked
}

denied := {
	"staging asks for production": _staging,
	"its environment is not known": estate.lacking(_staging, "/lineage/consumer/environment"),
	"its type is not known, the subject says workload": estate.lacking(_staging, "/lineage/consumer/type"),
	"its type is of no group, the subject says workload": estate.knowing(_staging, {"consumer": {"type": "vm"}}),
	"announced as an agent, known as a workload": estate.saying(_staging, {"type": "ai_agent"}),
	"the target is in no known environment": estate.lacking(
		estate.request("orders-api-stg", "credential.issue", "stg-ro", "exact"),
		"/lineage/target/environment",
	),
}

silent := {
	"production asks for production": estate.request("orders-api", "secret.read", "orders-db", "exact"),
	"staging asks for staging": estate.request("orders-api-stg", "credential.issue", "stg-ro", "exact"),
	"an agent on a laptop": estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"),
	"announced as a workload, known as an agent": estate.saying(
		estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"),
		{"type": "workload"},
	),
	"of no group at all: input_incomplete says it": estate.saying(
		estate.knowing(_staging, {"consumer": {"type": "robot"}}),
		{"type": "robot"},
	),
	"a person": estate.request("dana", "secret.read", "customer-ro", "exact"),
	"unknown consumer": estate.lacking(_staging, "/lineage/consumer"),
}

_staging := estate.request("orders-api-stg", "secret.read", "orders-db", "exact")
