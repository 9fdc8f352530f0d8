package portcullis.reasons.task_missing_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.task_missing

test_denies[name] if {
	some name, asked in {
		"a resource": _refund,
		"something below a prefix": estate.request("ledger-api", "secret.read", "shared-etl", "exact"),
		"the prefix itself": estate.request("ledger-api", "secret.list", "shared/", "exact"),
	}
	task_missing.deny with input as asked
}

test_silent[name] if {
	some name, asked in {
		"with a task": object.union(_refund, {"context": {"task": {"type": "refund", "id": "rf-1"}}}),
		"a resource that needs none": estate.request("capture", "secret.read", "psp-api-key", "exact"),
		"unknown consumer": estate.lacking(_refund, "/lineage/consumer"),
		"unknown target": estate.knowing(_refund, {"target": {"known": false}}),
	}
	not task_missing.deny with input as asked
}

_refund := estate.request("orders-api", "credential.issue", "refund-rw", "exact")
