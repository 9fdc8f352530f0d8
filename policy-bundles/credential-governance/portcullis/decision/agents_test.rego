package portcullis.decision_test

import data.portcullis.estate_test as estate

denied["T9: a tool server on a laptop reads the secret of a function"] := {
	"input": for_dana(estate.request("dana-db", "secret.read", "psp-api-key", "never")),
	"reasons": ["consumer_first_seen", "consumer_unsanctioned"],
	"notify": ["dana", "hana", "queue"],
	"severity": "high",
}

denied["T21 (a): an agent presents a production key from the shell"] := {
	"input": for_dana(estate.presenting(_assume("never"), "cursor")),
	"reasons": ["ambient_credential", "consumer_first_seen", "production_credential_not_ephemeral"],
	"notify": ["dana", "priya"],
	"severity": "high",
}

denied["T22: a new model release reaches for a second database"] := {
	"input": estate.knowing(
		estate.request("support-helper", "credential.issue", "loyalty-ro", "never"),
		{"baseline": {"learning": true}},
	),
	"reasons": ["agent_outside_sanctioned_resources"],
	"notify": ["felix", "luis"],
	"severity": "high",
}

denied["T26: Bedrock, with an access key"] := {
	"input": estate.presenting(_support_ro("support-helper"), "bedrock"),
	"reasons": ["agent_static_credential", "production_credential_not_ephemeral"],
	"notify": ["felix"],
	"severity": "high",
}

denied["T26: Vertex AI, with a service account key"] := {
	"input": estate.presenting(_support_ro("price-bot"), "vertex"),
	"reasons": ["agent_static_credential", "production_credential_not_ephemeral"],
	"notify": ["luis"],
	"severity": "high",
}

denied["T26: Foundry, with a client secret from its environment"] := {
	"input": estate.presenting(_support_ro("ops-bot"), "foundry"),
	"reasons": ["agent_static_credential", "ambient_credential", "production_credential_not_ephemeral"],
	"notify": ["hana"],
	"severity": "high",
}

denied["T26: an MCP server with a bearer from its environment"] := {
	"input": estate.saying(
		estate.request("mcp-orders", "secret.read", "orders-db", "exact"),
		{"properties": {"auth_method": "static_bearer"}},
	),
	"reasons": ["mcp_without_oauth", "production_credential_not_ephemeral"],
	"notify": ["dana"],
	"severity": "high",
}

allowed["T21 (b): the agent itself asks, after its owner accepted the swap"] := {
	"input": for_dana(_assume("exact")),
	"obligations": [
		_max_ttl,
		{"type": "session_policy", "properties": {"policy": {"Version": "2012-10-17", "Statement": [{
			"Effect": "Allow",
			"Action": ["s3:GetObject"],
			"Resource": ["arn:aws:s3:::larkfield-exports/daily/*"],
		}]}}},
		{"type": "session_tags", "properties": {"tags": {
			"agent": "endpoint:ai_agent:lt-dana-01/cursor",
			"owner": "workday:worker:1004",
			"decision_id": "0199f000-0000-7000-8000-000000000001",
		}}},
	],
}

allowed["T21: the agent reads a staging secret"] := {
	"input": for_dana(estate.request("dana-cursor", "secret.read", "demo-db", "exact")),
	"obligations": [_max_ttl],
}

allowed["T22: the new model release stays on its list"] := {
	"input": estate.knowing(_support_ro("support-helper"), {"baseline": {"level": "never", "learning": true}}),
	"obligations": [_max_ttl],
}

allowed["T26: Bedrock, with its platform-issued identity"] := {
	"input": _support_ro("support-helper"),
	"obligations": [_max_ttl],
}

allowed["T26: Vertex AI, with its platform-issued identity"] := {
	"input": _support_ro("price-bot"),
	"obligations": [_max_ttl],
}

allowed["T26: Foundry, with its platform-issued identity"] := {
	"input": _support_ro("ops-bot"),
	"obligations": [_max_ttl],
}

allowed["T26: an MCP server with OAuth"] := {
	"input": estate.saying(
		estate.request("mcp-docs", "secret.read", "ticketing-api", "exact"),
		{"properties": {"auth_method": "oauth2.1", "token_ttl_s": 900}},
	),
	"obligations": [_max_ttl],
}

allowed["T26: an unsanctioned MCP server on a laptop reads a staging secret"] := {
	"input": for_dana(estate.request("dana-db", "secret.read", "demo-db", "owner")),
	"obligations": [_max_ttl],
}

for_dana(asked) := estate.saying(asked, {"actor_chain": [{"type": "user", "id": "okta:user:larkfield/dana.kim"}]})

_assume(level) := estate.request("dana-cursor", "role.assume", "exports-daily-reader", level)

_support_ro(agent) := estate.request(agent, "credential.issue", "support-ro", "exact")

_max_ttl := {"type": "max_ttl", "properties": {"seconds": 900}}
