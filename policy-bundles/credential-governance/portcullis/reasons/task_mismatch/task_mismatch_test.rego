package portcullis.reasons.task_mismatch_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.task_mismatch

test_denies[name] if {
	some name, asked in {
		"a task for another resource": _for_task(_refund, {"type": "month_report", "id": "mr-10"}),
		"a task of another workload": _for_task(
			estate.request("settle", "credential.issue", "orders-rw", "exact"),
			{"type": "refund", "id": "rf-1"},
		),
		"an unknown type": _for_task(_refund, {"type": "party", "id": "p-1"}),
		"no type": _for_task(_refund, {"id": "rf-1"}),
		"no id": _for_task(_refund, {"type": "refund"}),
		"an empty task": _for_task(_refund, {}),
	}
	task_mismatch.deny with input as asked
}

test_silent[name] if {
	some name, asked in {
		"no task": _refund,
		"its task": _for_task(_refund, {"type": "refund", "id": "rf-1"}),
		"unknown consumer": estate.lacking(_for_task(_refund, {"type": "party", "id": "p-1"}), "/lineage/consumer"),
	}
	not task_mismatch.deny with input as asked
}

_refund := estate.request("orders-api", "credential.issue", "refund-rw", "exact")

_for_task(asked, task) := object.union(asked, {"context": {"task": task}})
