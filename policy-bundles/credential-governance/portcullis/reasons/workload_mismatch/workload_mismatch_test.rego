package portcullis.reasons.workload_mismatch_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.workload_mismatch

test_denies[name] if {
	some name, asked in denied
	workload_mismatch.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not workload_mismatch.deny with input as asked
}

test_denies_when_binding_names_nobody if {
	workload_mismatch.deny with input as estate.request("orders-api", "secret.read", "orders-db", "exact")
		with data.portcullis.settings.bindings as {"vault:secret:vault-prod/kv/orders/db": []}
}

denied := {
	"another workload": _other,
	"whatever it wants to do": estate.request("settle", "secret.write", "orders-db", "owner"),
	"the same name in another cluster": estate.request("orders-api-stg", "secret.read", "orders-db", "exact"),
	"the subject claims to be a bound one": estate.saying(_other, {"id": "k8s:deployment:eks-prod/orders/orders-api"}),
}

silent := {
	"bound": estate.request("orders-api", "secret.read", "orders-db", "exact"),
	"bound as well": estate.request("mcp-orders", "secret.read", "orders-db", "exact"),
	"a resource nothing is bound to": estate.request("capture", "secret.read", "psp-api-key", "exact"),
	"a consumer with an empty id": estate.knowing(_other, {"consumer": {"uid": ""}}),
	"unknown consumer": estate.lacking(_other, "/lineage/consumer"),
}

_other := estate.request("price-feed", "secret.read", "orders-db", "exact")
