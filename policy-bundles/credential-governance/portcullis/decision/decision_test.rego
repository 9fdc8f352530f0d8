# METADATA
# title: Decision tests
# description: |
#   The worked situations T9, T21 and T26 through the entrypoint: effect, reasons, obligations and who is told, exactly.
package portcullis.decision_test

import data.portcullis
import data.portcullis.estate_test as estate

test_denied[name] if {
	some name, case in denied
	decision := portcullis.decision with input as case.input
	decision == {
		"effect": "DENY",
		"reasons": case.reasons,
		"obligations": [{"type": "notify", "properties": {
			"to": [_recipient(handle) | some handle in case.notify],
			"severity": case.severity,
			"lineage": true,
		}}],
		"labels": {},
	}
}

test_allowed[name] if {
	some name, case in allowed
	decision := portcullis.decision with input as case.input
	decision == {"effect": "ALLOW", "reasons": [], "obligations": case.obligations, "labels": {}}
}

denied := {
	"T9: an agent reads the secret of a function": {
		"input": _for_dana(estate.request("dana-db", "secret.read", "psp-api-key", "never")),
		"reasons": ["consumer_first_seen", "consumer_unsanctioned"],
		"notify": ["dana", "hana", "queue"],
		"severity": "high",
	},
	"T21 (a): an agent presents a production key from the shell": {
		"input": _for_dana(estate.presenting(
			estate.request("dana-cursor", "role.assume", "exports-daily-reader", "never"),
			"cursor",
		)),
		"reasons": ["ambient_credential", "consumer_first_seen", "production_credential_not_ephemeral"],
		"notify": ["dana", "priya"],
		"severity": "high",
	},
}

allowed := {
	"T9: the function itself, in a new version": {
		"input": estate.request("capture", "secret.read", "psp-api-key", "exact"),
		"obligations": [],
	},
	"T9: a canary of the function in the same IaC block": {
		"input": estate.request("capture", "secret.read", "psp-api-key", "sibling"),
		"obligations": [],
	},
	"T9: one of fifty new pods of a workload": {
		"input": estate.request("orders-api", "secret.read", "orders-db", "exact"),
		"obligations": [],
	},
	"T21 (b): the agent itself asks, after its owner accepted the swap": {
		"input": _for_dana(estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact")),
		"obligations": [
			{"type": "max_ttl", "properties": {"seconds": 900}},
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
	},
	"T21: the agent reads a staging secret": {
		"input": _for_dana(estate.request("dana-cursor", "secret.read", "demo-db", "exact")),
		"obligations": [{"type": "max_ttl", "properties": {"seconds": 900}}],
	},
}

_for_dana(asked) := object.union(asked, {"subject": {"actor_chain": [{
	"type": "user",
	"id": "okta:user:larkfield/dana.kim",
}]}})

_recipient("queue") := estate.queue

_recipient(handle) := estate.people[handle].accountable
