package portcullis.obligations.wrap_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.wrap

test_seconds[name] if {
	some name, case in {
		"a task that says so": {"input": _refund, "seconds": 60},
		"changed behaviour": {"input": _diverging(_secret), "seconds": 60},
	}
	wrap.on_allow == {{"type": "wrap", "properties": {"seconds": case.seconds}}} with input as case.input
}

test_the_shortest_counts if {
	wrap.on_allow == {{"type": "wrap", "properties": {"seconds": 10}}} with input as _diverging(_refund)
		with data.portcullis.settings.divergence_wrap_s as 10
}

test_nothing[name] if {
	some name, asked in {
		"no task": _secret,
		"a task that does not say so": object.union(_secret, {"context": {"task": {"type": "month_report", "id": "mr-1"}}}),
		"a renewal": object.union(_refund, {"action": {"name": "token.renew"}}),
		"a login": object.union(_refund, {"action": {"name": "token.issue"}}),
	}
	count(wrap.on_allow) == 0 with input as asked
}

_refund := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": {"task": {"type": "refund", "id": "rf-1"}}},
)

_secret := estate.request("orders-api", "secret.read", "orders-db", "exact")

_diverging(asked) := estate.knowing(
	asked,
	{"findings": [{"code": "behaviour_divergence", "severity": "high", "since_ns": estate.now_ns}]},
)
