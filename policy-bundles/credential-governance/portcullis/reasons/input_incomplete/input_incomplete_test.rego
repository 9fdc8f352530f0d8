package portcullis.reasons.input_incomplete_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.input_incomplete

test_denies[name] if {
	some name, asked in denied
	input_incomplete.deny with input as asked
}

test_denies_stored_credential_presented_without_row if {
	input_incomplete.deny with input as estate.saying(
		_complete,
		{"properties": {"credential": _complete.lineage.credential.uid}},
	)
}

test_denies_presented_credential_whose_facts_are_not_in_the_input if {
	input_incomplete.deny with input as estate.lacking(_presenting, "/lineage/credential")
		with data.lineage.credentials as {estate.keys.bedrock.uid: estate.keys.bedrock}
}

test_silent_when_snapshot_has_presented_credential if {
	asked := estate.saying(_complete, {"properties": {"credential": estate.keys.cursor.uid}})
	not input_incomplete.deny with input as asked
		with data.lineage.credentials as {estate.keys.cursor.uid: estate.keys.cursor}
}

test_silent[name] if {
	some name, asked in silent
	not input_incomplete.deny with input as asked
}

denied := {
	"without /request": estate.lacking(_complete, "/request"),
	"without /request/id": estate.lacking(_complete, "/request/id"),
	"without /request/time_ns": estate.lacking(_complete, "/request/time_ns"),
	"without /subject": estate.lacking(_complete, "/subject"),
	"without /subject/type": estate.lacking(_complete, "/subject/type"),
	"without /subject/id": estate.lacking(_complete, "/subject/id"),
	"without /action": estate.lacking(_complete, "/action"),
	"without /action/name": estate.lacking(_complete, "/action/name"),
	"without /resource": estate.lacking(_complete, "/resource"),
	"without /resource/type": estate.lacking(_complete, "/resource/type"),
	"without /resource/id": estate.lacking(_complete, "/resource/id"),
	"without /lineage/credential": estate.lacking(_complete, "/lineage/credential"),
	"without /lineage/credential/uid": estate.lacking(_complete, "/lineage/credential/uid"),
	"nothing at all": {},
	"without findings": estate.lacking(_complete, "/lineage/findings"),
	"findings that are no list": estate.knowing(_complete, {"findings": null}),
	"findings that are an object": estate.knowing(_complete, {"findings": {}}),
	"a finding without a code": estate.knowing(_complete, {"findings": [{"severity": "high"}]}),
	"empty text": estate.saying(_complete, {"id": ""}),
	"a type that is no text": estate.saying(_complete, {"type": 7}),
	"a subject and a consumer of no known group": estate.knowing(
		estate.saying(_complete, {"type": "robot"}),
		{"consumer": {"type": "robot"}},
	),
	"a presented credential without facts": estate.lacking(_presenting, "/lineage/credential"),
	"facts about a credential that is not the one presented": estate.knowing(
		_presenting,
		{"credential": {"uid": "aws:access_key:AKIAOTHEREXAMPLE"}},
	),
	"presented for a stored secret, and the snapshot does not have it": estate.saying(
		_complete,
		{"properties": {"credential": estate.keys.cursor.uid}},
	),
}

silent := {
	"everything is there": _complete,
	"a presented credential with facts": _presenting,
	"nothing presented": estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	"unknown consumer presents an unknown credential: consumer_unresolved says it": estate.saying(
		estate.lacking(_complete, "/lineage/consumer"),
		{"properties": {"credential": "vault:token:vault-prod/hmac-0000"}},
	),
	"a list of secrets has no credential of its own": estate.lacking(
		estate.request("capture", "secret.list", "psp-api-key", "exact"),
		"/lineage/credential",
	),
	"a subject of no known group whose consumer is of one": estate.saying(_complete, {"type": "robot"}),
	"unknown consumer and a subject of no known group: consumer_unresolved says it": estate.lacking(
		estate.saying(_complete, {"type": "token"}),
		"/lineage/consumer",
	),
}

_complete := estate.request("capture", "secret.read", "psp-api-key", "exact")

_presenting := estate.presenting(
	estate.request("support-helper", "credential.issue", "support-ro", "exact"),
	"bedrock",
)
