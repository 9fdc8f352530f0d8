package portcullis.obligations.session_tags_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.session_tags

test_tags[name] if {
	some name, case in tagged
	imposed := session_tags.on_allow with input as case.input
	imposed == {{"type": "session_tags", "properties": {"tags": case.tags}}}
}

test_silent[name] if {
	some name, asked in {
		"a role without a session policy": estate.request("dana-cursor", "role.assume", "shop-deploy", "exact"),
		"a person": estate.request("dana", "role.assume", "exports-daily-reader", "exact"),
		"a workload": estate.request("settle", "role.assume", "exports-daily-reader", "exact"),
	}
	count(session_tags.on_allow) == 0 with input as asked
}

tagged := {
	"agent, owner and decision": {
		"input": _agent,
		"tags": {
			"agent": _agent.lineage.consumer.uid,
			"owner": estate.people.dana.accountable,
			"decision_id": _agent.request.id,
		},
	},
	"nobody owns the agent": {
		"input": estate.lacking(_agent, "/lineage/owner"),
		"tags": {"agent": _agent.lineage.consumer.uid, "decision_id": _agent.request.id},
	},
}

_agent := estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact")
