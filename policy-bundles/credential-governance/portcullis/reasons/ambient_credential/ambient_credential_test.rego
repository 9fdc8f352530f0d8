package portcullis.reasons.ambient_credential_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.ambient_credential

test_denies[name] if {
	some name, asked in denied
	ambient_credential.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not ambient_credential.deny with input as asked
}

denied := {
	"inherited from the shell": _inheriting,
	"outside production too": estate.presenting(
		estate.request("dana-cursor", "credential.issue", "stg-ro", "exact"),
		"cursor",
	),
	"the list of inherited credentials is missing": estate.lacking(
		_inheriting,
		"/lineage/consumer/ambient_credentials",
	),
	"the list of inherited credentials is no list": estate.knowing(
		_inheriting,
		{"consumer": {"ambient_credentials": null}},
	),
	"the list of inherited credentials is an object": estate.knowing(
		estate.lacking(_inheriting, "/lineage/consumer/ambient_credentials"),
		{"consumer": {"ambient_credentials": {}}},
	),
	"an inherited credential without a name": estate.knowing(
		_inheriting,
		{"consumer": {"ambient_credentials": [null]}},
	),
	"the request does not repeat the credential": estate.lacking(_inheriting, "/subject/properties"),
	"presented for a stored secret": estate.saying(
		estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
		{"properties": {"credential": estate.keys.cursor.uid}},
	),
}

silent := {
	"presented, not inherited": estate.presenting(
		estate.request("support-helper", "credential.issue", "support-ro", "exact"),
		"bedrock",
	),
	"inherited, not presented": estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"),
	"inherited, and another stored secret asked for": estate.request("dana-cursor", "secret.read", "demo-db", "exact"),
	"a workload": estate.knowing(
		estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci"),
		{"consumer": {"ambient_credentials": [estate.keys.ci.uid]}},
	),
	"unknown consumer": estate.lacking(_inheriting, "/lineage/consumer"),
}

_inheriting := estate.presenting(
	estate.request("dana-cursor", "role.assume", "exports-daily-reader", "exact"),
	"cursor",
)
