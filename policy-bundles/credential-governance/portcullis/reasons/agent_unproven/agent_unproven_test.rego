package portcullis.reasons.agent_unproven_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_unproven

test_denies[name] if {
	some name, asked in {
		"no session": _shared,
		"no step-up": _stepped_up(0),
		"a step-up that is too old": _stepped_up(estate.now_ns - 301000000000),
		"a step-up that is yet to come": _stepped_up(estate.now_ns + 301000000000),
		"a step-up that is no time": _stepped_up("now"),
		"nobody knows what shares it": estate.knowing(_person, {"consumer": {"bound_to": ["endpoint:x:unheard-of"]}}),
		"bound_to is missing": estate.lacking(_person, "/lineage/consumer/bound_to"),
	}
	agent_unproven.deny with input as asked with data.lineage as _rows
}

test_silent[name] if {
	some name, asked in {
		"nothing shares it": _person,
		"another person shares it": estate.knowing(_person, {"consumer": {"bound_to": ["okta:user:larkfield/ken.ito"]}}),
		"an identity shares it": estate.knowing(_person, {"consumer": {"bound_to": ["aws:user:111122223333/dana-dev"]}}),
		"a step-up in time": _stepped_up(estate.now_ns - 300000000000),
		"the agent itself": estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
		"unknown consumer": estate.lacking(_shared, "/lineage/consumer"),
	}
	not agent_unproven.deny with input as asked with data.lineage as _rows
}

_rows := {
	"consumers": {
		"okta:user:larkfield/ken.ito": {"type": "user"},
		"endpoint:mcp_server:lt-dana-01/db-explorer": {"type": "mcp_server"},
	},
	"identities": {"aws:user:111122223333/dana-dev": {}},
}

_person := estate.request("dana", "secret.read", "customer-ro", "exact")

_shared := estate.knowing(_person, {"consumer": {"bound_to": ["endpoint:mcp_server:lt-dana-01/db-explorer"]}})

_stepped_up(at) := object.union(_shared, {"context": {"session": {
	"id": "s-1",
	"granted_to": "okta:user:larkfield/dana.kim",
	"step_up_ns": at,
}}})
