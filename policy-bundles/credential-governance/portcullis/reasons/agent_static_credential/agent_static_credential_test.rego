package portcullis.reasons.agent_static_credential_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_static_credential

test_denies[name] if {
	some name, asked in denied
	agent_static_credential.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not agent_static_credential.deny with input as asked
}

test_denies_key_presented_for_stored_secret if {
	asked := estate.request("support-helper", "secret.read", "ticketing-api", "exact")
	presented := estate.saying(asked, {"properties": {"credential": estate.keys.bedrock.uid}})
	agent_static_credential.deny with input as presented
		with data.lineage.credentials as {estate.keys.bedrock.uid: estate.keys.bedrock}
}

denied := {
	"Bedrock": _presenting,
	"Vertex AI": estate.presenting(estate.request("price-bot", "credential.issue", "support-ro", "exact"), "vertex"),
	"Foundry": estate.presenting(estate.request("ops-bot", "credential.issue", "support-ro", "exact"), "foundry"),
	"outside production too": estate.presenting(
		estate.request("support-helper", "credential.issue", "stg-ro", "exact"),
		"bedrock",
	),
	"lifetime class is not known": estate.lacking(_presenting, "/lineage/credential/lifetime_class"),
	"an empty platform": estate.knowing(_presenting, {"consumer": {"platform": ""}}),
	"platform is not known": estate.lacking(_presenting, "/lineage/consumer/platform"),
	"the request does not repeat the credential": estate.lacking(_presenting, "/subject/properties"),
}

silent := {
	"a platform-issued identity": estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	"an ephemeral credential": estate.knowing(_presenting, {"credential": {"lifetime_class": "ephemeral"}}),
	"another platform": estate.presenting(
		estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"),
		"cursor",
	),
	"asks for a static secret, presents none": estate.request(
		"support-helper",
		"secret.read",
		"ticketing-api",
		"exact",
	),
	"a workload on the same platform": estate.knowing(
		estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci"),
		{"consumer": {"platform": "bedrock"}},
	),
	"unknown consumer": estate.lacking(_presenting, "/lineage/consumer"),
}

_presenting := estate.presenting(
	estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	"bedrock",
)
