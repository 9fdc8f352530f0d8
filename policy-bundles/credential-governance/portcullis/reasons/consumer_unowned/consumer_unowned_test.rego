package portcullis.reasons.consumer_unowned_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.consumer_unowned
import data.portcullis.settings

test_denies[name] if {
	some name, asked in _unowned
	consumer_unowned.deny with input as asked with data.portcullis.settings as _deny
}

test_denies_with_a_setting_nobody_knows if {
	consumer_unowned.deny with input as _unowned["no owner"]
		with data.portcullis.settings as object.union(settings, {"unowned_production": "ignore"})
}

test_silent[name] if {
	some name, asked in {
		"an owner": _asked,
		"an owner just sure enough": estate.knowing(_asked, {"owner": {"score": 0.7}}),
		"staging": estate.lacking(estate.request("dana-cursor", "secret.read", "demo-db", "exact"), "/lineage/owner"),
		"unknown consumer": estate.lacking(_unowned["no owner"], "/lineage/consumer"),
		"unknown target": estate.knowing(_unowned["no owner"], {"target": {"known": false}}),
	}
	not consumer_unowned.deny with input as asked with data.portcullis.settings as _deny
}

test_restricted_instead[name] if {
	some name, asked in _unowned
	not consumer_unowned.deny with input as asked
}

_unowned := {
	"no owner": estate.lacking(_asked, "/lineage/owner"),
	"somebody stands in": estate.lacking(_asked, "/lineage/owner/uid"),
	"not sure enough": estate.knowing(_asked, {"owner": {"score": 0.69}}),
	"no score": estate.lacking(_asked, "/lineage/owner/score"),
}

_asked := estate.request("settle", "credential.issue", "orders-rw", "exact")

_deny := object.union(settings, {"unowned_production": "deny"})
