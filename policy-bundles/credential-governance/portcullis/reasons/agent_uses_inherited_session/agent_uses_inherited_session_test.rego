package portcullis.reasons.agent_uses_inherited_session_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_uses_inherited_session

test_denies[name] if {
	some name, asked in {
		"a person's session": _in_session(_agent, "okta:user:larkfield/dana.kim"),
		"nobody knows whose session": _in_session(_agent, "okta:user:larkfield/nobody"),
		"it does not say whose": object.union(_agent, {"context": {"session": {"id": "s-1"}}}),
		"an empty session": object.union(_agent, {"context": {"session": {}}}),
	}
	agent_uses_inherited_session.deny with input as asked with data.lineage as _rows
}

test_silent[name] if {
	some name, asked in {
		"no session": _agent,
		"its own session": _in_session(_agent, "endpoint:ai_agent:lt-dana-01/cursor"),
		"the session of what it runs as": _in_session(_agent, "aws:role:111122223333/cursor"),
		"the session of another agent": _in_session(_agent, "endpoint:mcp_server:lt-dana-01/db-explorer"),
		"a person's own session": _in_session(
			estate.request("dana", "secret.read", "customer-ro", "exact"),
			"okta:user:larkfield/dana.kim",
		),
	}
	not agent_uses_inherited_session.deny with input as asked with data.lineage as _rows
}

_rows := {
	"consumers": {
		"okta:user:larkfield/dana.kim": {"type": "user"},
		"endpoint:mcp_server:lt-dana-01/db-explorer": {"type": "mcp_server"},
		"endpoint:ai_agent:lt-dana-01/cursor": {"type": "ai_agent", "runs_as": ["aws:role:111122223333/cursor"]},
	},
	"identities": {},
}

_agent := estate.request("dana-cursor", "secret.read", "demo-db", "exact")

_in_session(asked, granted_to) := object.union(asked, {"context": {"session": {"id": "s-1", "granted_to": granted_to}}})
