package portcullis.reasons.credential_revoked_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.credential_revoked

test_denies[name] if {
	some name, asked in denied
	credential_revoked.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not credential_revoked.deny with input as asked
}

test_denies_revoked_key_presented_for_stored_secret if {
	asked := estate.saying(_asked_for, {"properties": {"credential": estate.keys.ci.uid}})
	credential_revoked.deny with input as asked
		with data.lineage.credentials as {estate.keys.ci.uid: object.union(estate.keys.ci, {"status": "revoked"})}
}

denied := {
	"asked for, revoked": estate.knowing(_asked_for, {"credential": {"status": "revoked"}}),
	"asked for, removed": estate.knowing(_asked_for, {"credential": {"status": "removed"}}),
	"presented, revoked": estate.knowing(_presented, {"credential": {"status": "revoked"}}),
	"status is missing": estate.lacking(_asked_for, "/lineage/credential/status"),
	"a status nobody knows": estate.knowing(_presented, {"credential": {"status": "retired"}}),
	"a tombstone, though the status still says active": estate.knowing(
		_asked_for,
		{"findings": [{"code": "credential_revoked", "severity": "critical", "since_ns": 1}]},
	),
	"status and tombstone at once": estate.knowing(
		_presented,
		{"credential": {"status": "revoked"}, "findings": [{"code": "credential_revoked"}]},
	),
}

silent := {
	"asked for, active": _asked_for,
	"presented, active": _presented,
	"deactivated has its own reason": estate.knowing(_asked_for, {"credential": {"status": "deactivated"}}),
	"nothing asked for or presented": estate.request("settle", "credential.issue", "orders-rw", "exact"),
	"another finding": estate.knowing(
		_asked_for,
		{"findings": [{"code": "long_lived_credential", "severity": "medium", "since_ns": 1}]},
	),
}

_asked_for := estate.request("capture", "secret.read", "psp-api-key", "exact")

_presented := estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci")
