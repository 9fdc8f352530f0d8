package portcullis.obligations.session_policy_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.session_policy
import data.portcullis.settings

test_agent_gets_the_document_of_the_role if {
	asked := estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact")
	imposed := session_policy.on_allow with input as asked
	imposed == {{"type": "session_policy", "properties": {"policy": settings.session_policies[asked.resource.id]}}}
}

test_silent[name] if {
	some name, asked in {
		"a role without a document": estate.request("dana-cursor", "role.assume", "shop-deploy", "exact"),
		"a person": estate.request("dana", "role.assume", "exports-daily-reader", "exact"),
		"a workload": estate.request("settle", "role.assume", "exports-daily-reader", "exact"),
	}
	count(session_policy.on_allow) == 0 with input as asked
}
