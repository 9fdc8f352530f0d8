package portcullis.labels.restricted_test

import data.portcullis
import data.portcullis.estate_test as estate

test_label[name] if {
	some name, case in _restricted
	decision := portcullis.decision with input as case.input
	decision.effect == "ALLOW"
	decision.labels == {"restricted": case.label}
	{"type": "max_ttl", "properties": {"seconds": 300}} in decision.obligations
	case.told == [to |
		some obligation in decision.obligations
		obligation.type == "notify"
		some to in obligation.properties.to
	]
}

test_no_label[name] if {
	some name, asked in {
		"nothing to restrict": estate.request("settle", "credential.issue", "orders-rw", "exact"),
		"denied": estate.knowing(_restricted["nobody owns it"].input, {"baseline": {"level": "never"}}),
	}
	decision := portcullis.decision with input as asked
	decision.labels == {}
}

_restricted := {
	"nobody owns it": {
		"input": estate.lacking(estate.request("settle", "credential.issue", "orders-rw", "exact"), "/lineage/owner/uid"),
		"label": "unowned",
		"told": [estate.people.dana.accountable, estate.queue],
	},
	"its owner left": {
		"input": _left(estate.request("settle", "credential.issue", "orders-rw", "exact")),
		"label": "leaver_grace",
		"told": [estate.people.dana.accountable],
	},
	"both": {
		"input": _left(estate.lacking(estate.request("settle", "credential.issue", "orders-rw", "exact"), "/lineage/owner/uid")),
		"label": "unowned",
		"told": [estate.people.dana.accountable, estate.queue],
	},
}

_left(asked) := estate.knowing(
	asked,
	{"findings": [{"code": "owner_departed", "severity": "high", "since_ns": estate.now_ns}]},
)
