package portcullis.reasons.agent_production_database_forbidden_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_production_database_forbidden

test_denies[name] if {
	some name, asked in {
		"the agent": _agent,
		"the agent under another subject id": estate.saying(_agent, {"id": "aws:role:111122223333/docs-helper"}),
		"the agent behind a workload": estate.saying(
			estate.request("settle", "credential.issue", "orders-rw", "exact"),
			{"actor_chain": [
				{"type": "user", "id": "okta:user:larkfield/felix.moreau"},
				{"type": "ai_agent", "id": "aws:bedrock_agent:111122223333/eu-west-1/docs-helper"},
			]},
		),
		"type of a sink is missing": estate.lacking(_agent, "/lineage/reach/sinks/0/type"),
		"environment of a sink is missing": estate.lacking(_agent, "/lineage/reach/sinks/0/environment"),
		"reach is missing": estate.lacking(_agent, "/lineage/reach"),
		"reach was cut short": estate.knowing(_agent, {"reach": {"truncated": true}}),
	}
	agent_production_database_forbidden.deny with input as asked
}

test_silent[name] if {
	some name, asked in {
		"a staging database": estate.request("docs-helper", "credential.issue", "stg-ro", "exact"),
		"no database": estate.request("docs-helper", "secret.read", "ticketing-api", "exact"),
		"another agent": estate.request("support-helper", "credential.issue", "support-ro", "exact"),
		"unknown consumer": estate.lacking(_agent, "/lineage/consumer"),
		"unknown target": estate.knowing(_agent, {"target": {"known": false}}),
	}
	not agent_production_database_forbidden.deny with input as asked
}

_agent := estate.request("docs-helper", "credential.issue", "orders-rw", "never")
