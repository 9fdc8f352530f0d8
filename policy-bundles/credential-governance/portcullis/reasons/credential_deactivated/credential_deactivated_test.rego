package portcullis.reasons.credential_deactivated_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.credential_deactivated

test_denies[name] if {
	some name, asked in denied
	credential_deactivated.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not credential_deactivated.deny with input as asked
}

test_denies_deactivated_key_presented_for_stored_secret if {
	asked := estate.saying(_asked_for, {"properties": {"credential": estate.keys.ci.uid}})
	deactivated := object.union(estate.keys.ci, {"status": "deactivated"})
	credential_deactivated.deny with input as asked
		with data.lineage.credentials as {estate.keys.ci.uid: deactivated}
}

denied := {
	"asked for": estate.knowing(_asked_for, {"credential": {"status": "deactivated"}}),
	"presented": estate.knowing(_presented, {"credential": {"status": "deactivated"}}),
}

silent := {
	"active": _asked_for,
	"presented, active": _presented,
	"revoked has its own reason": estate.knowing(_asked_for, {"credential": {"status": "revoked"}}),
	"a status that is missing is denied by credential_revoked": estate.lacking(
		_asked_for,
		"/lineage/credential/status",
	),
	"nothing asked for or presented": estate.request("settle", "credential.issue", "orders-rw", "exact"),
}

_asked_for := estate.request("capture", "secret.read", "psp-api-key", "exact")

_presented := estate.presenting(estate.request("shop-web-ci", "role.assume", "shop-deploy", "exact"), "ci")
