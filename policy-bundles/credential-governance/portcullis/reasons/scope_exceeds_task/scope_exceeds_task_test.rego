package portcullis.reasons.scope_exceeds_task_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.scope_exceeds_task

test_denies[name] if {
	some name, scopes in {
		"another scope": ["orders.admin"],
		"another scope among its own": ["orders.refund", "orders.admin"],
		"no list": "orders.refund",
	}
	scope_exceeds_task.deny with input as _asking(scopes)
}

test_silent[name] if {
	some name, asked in {
		"no scopes": estate.lacking(_asking([]), "/context/requested_scopes"),
		"none": _asking([]),
		"its own": _asking(["orders.refund"]),
		"no task": estate.lacking(_asking(["orders.admin"]), "/context/task"),
		"a task that does not fit": object.union(_asking(["orders.admin"]), {"context": {"task": {"type": "party"}}}),
	}
	not scope_exceeds_task.deny with input as asked
}

_asking(scopes) := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": {"task": {"type": "refund", "id": "rf-1"}, "requested_scopes": scopes}},
)
