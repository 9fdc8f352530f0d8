package portcullis.reasons.owner_departed_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.owner_departed

test_denies[name] if {
	some name, asked in {
		"an agent, at once": _left(_agent, 1),
		"a person, at once": _left(estate.request("dana", "secret.read", "customer-ro", "exact"), 1),
		"a workload, after the grace period": _left(_workload, 72),
		"an agent that is announced as a workload": estate.saying(_left(_agent, 1), {"type": "workload"}),
		"nobody knows when": estate.knowing(_workload, {"findings": [{"code": "owner_departed", "severity": "high"}]}),
		"time is missing": estate.lacking(_left(_workload, 1), "/request/time_ns"),
	}
	owner_departed.deny with input as asked
}

test_silent[name] if {
	some name, asked in {
		"nobody left": _workload,
		"a workload inside the grace period": _left(_workload, 71),
		"unknown consumer": estate.lacking(_left(_agent, 1), "/lineage/consumer"),
	}
	not owner_departed.deny with input as asked
}

_left(asked, hours) := estate.knowing(asked, {"findings": [{
	"code": "owner_departed",
	"severity": "high",
	"since_ns": estate.now_ns - (hours * 3600000000000),
}]})

_workload := estate.request("capture", "secret.read", "psp-api-key", "exact")

_agent := estate.request("support-helper", "credential.issue", "support-ro", "exact")
