package portcullis.obligations.num_uses_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.num_uses

test_login_for_a_task if {
	num_uses.on_allow == {{"type": "num_uses", "properties": {"count": 1}}} with input as _login("refund")
}

test_nothing[name] if {
	some name, asked in {
		"no task": estate.lacking(_login("refund"), "/context/task"),
		"a task that does not say so": _login("month_report"),
		"no login": object.union(_login("refund"), {"action": {"name": "credential.issue"}}),
	}
	count(num_uses.on_allow) == 0 with input as asked
}

_login(type) := object.union(
	estate.request("orders-api", "token.issue", "refund-login", "exact"),
	{"context": {"task": {"type": type, "id": "t-1"}}},
)
