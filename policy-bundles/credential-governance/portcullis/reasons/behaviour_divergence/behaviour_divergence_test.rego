package portcullis.reasons.behaviour_divergence_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.behaviour_divergence

test_denies[name] if {
	some name, asked in {
		"after a day": _diverging("token.renew", 24),
		"nobody knows since when": estate.lacking(_diverging("token.renew", 1), "/lineage/findings/0/since_ns"),
		"time is missing": estate.lacking(_diverging("token.renew", 1), "/request/time_ns"),
	}
	behaviour_divergence.deny with input as asked
}

test_silent[name] if {
	some name, asked in {
		"within a day": _diverging("token.renew", 23),
		"no renewal": _diverging("credential.issue", 48),
		"nothing is wrong": estate.knowing(_diverging("token.renew", 48), {"findings": []}),
	}
	not behaviour_divergence.deny with input as asked
}

_diverging(action, hours) := object.union(
	estate.request("settle", "credential.issue", "orders-rw", "exact"),
	{
		"action": {"name": action},
		"lineage": {"findings": [{
			"code": "behaviour_divergence",
			"severity": "high",
			"since_ns": estate.now_ns - (hours * 3600000000000),
		}]},
	},
)
