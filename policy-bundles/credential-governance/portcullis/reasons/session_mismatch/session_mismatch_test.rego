package portcullis.reasons.session_mismatch_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.session_mismatch

test_denies[name] if {
	some name, session in {
		"somebody else's": {"id": "s-1", "granted_to": "k8s:service_account:eks-prod/data/price-feed"},
		"it does not say whose": {"id": "s-1"},
		"an empty one": {},
	}
	asked := object.union(_workload, {"context": {"session": session}})
	session_mismatch.deny with input as asked with data.lineage as _rows
}

test_denies_without_rows if {
	session_mismatch.deny with input as _in_session("k8s:service_account:eks-prod/orders/orders-api")
}

test_silent[name] if {
	some name, asked in {
		"no session": _workload,
		"its own": _in_session("k8s:deployment:eks-prod/orders/orders-api"),
		"that of what it runs as": _in_session("k8s:service_account:eks-prod/orders/orders-api"),
		"that of whom it acts for": estate.saying(
			_in_session("okta:user:larkfield/dana.kim"),
			{"actor_chain": [{"type": "user", "id": "okta:user:larkfield/dana.kim"}]},
		),
		"an agent": object.union(
			estate.request("support-helper", "credential.issue", "support-ro", "exact"),
			{"context": {"session": {"id": "s-1", "granted_to": "okta:user:larkfield/dana.kim"}}},
		),
		"unknown consumer": estate.lacking(_in_session("okta:user:larkfield/dana.kim"), "/lineage/consumer"),
	}
	not session_mismatch.deny with input as asked with data.lineage as _rows
}

_rows := {"consumers": {"k8s:deployment:eks-prod/orders/orders-api": {"runs_as": [
	"k8s:service_account:eks-prod/orders/orders-api",
]}}}

_workload := estate.request("orders-api", "secret.read", "orders-db", "exact")

_in_session(granted_to) := object.union(_workload, {"context": {"session": {"id": "s-1", "granted_to": granted_to}}})
