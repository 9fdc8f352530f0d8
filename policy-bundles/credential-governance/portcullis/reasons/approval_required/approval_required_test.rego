package portcullis.reasons.approval_required_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.approval_required

test_denies[name] if {
	some name, asked in {
		"no approval": _bulk,
		"an approval nobody knows": _naming("a-0"),
		"for another subject": _naming("a-subject"),
		"for another action": _naming("a-action"),
		"for another resource": _naming("a-resource"),
		"that has ended": _naming("a-ended"),
	}
	approval_required.deny with input as asked with data.lineage as {"approvals": _approvals}
}

test_denies_without_rows if {
	approval_required.deny with input as _naming("a-1")
}

test_silent[name] if {
	some name, asked in {
		"on record": _naming("a-1"),
		"a scope that needs none": object.union(_bulk, {"context": {"requested_scopes": ["orders.refund"]}}),
		"no scopes": estate.lacking(_bulk, "/context/requested_scopes"),
		"unknown consumer": estate.lacking(_bulk, "/lineage/consumer"),
	}
	not approval_required.deny with input as asked with data.lineage as {"approvals": _approvals}
}

test_names_the_approvers if {
	approval_required.named == [estate.people.priya.accountable] with input as _bulk
}

_approvals := {
	"a-1": _approval,
	"a-subject": object.union(_approval, {"subject": "k8s:deployment:eks-prod/other/other"}),
	"a-action": object.union(_approval, {"action": "secret.read"}),
	"a-resource": object.union(_approval, {"resource": "vault:role:vault-prod/database/orders-rw"}),
	"a-ended": object.union(_approval, {"approved_until": estate.now_ns}),
}

_approval := {
	"subject": "k8s:deployment:eks-prod/orders/orders-api",
	"action": "credential.issue",
	"resource": "vault:role:vault-prod/database/refund-rw",
	"approved_until": estate.now_ns + 1,
}

_bulk := object.union(
	estate.request("orders-api", "credential.issue", "refund-rw", "exact"),
	{"context": {"task": {"type": "refund", "id": "rf-1"}, "requested_scopes": ["orders.refund.bulk"]}},
)

_naming(id) := object.union(_bulk, {"context": {"approval": {"id": id}}})
