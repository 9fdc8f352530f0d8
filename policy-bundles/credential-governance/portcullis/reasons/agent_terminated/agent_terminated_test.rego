package portcullis.reasons.agent_terminated_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.agent_terminated

test_denies_with_the_tombstone if {
	agent_terminated.deny with input as estate.knowing(_asked, {"findings": [_tombstone, _other]})
}

test_silent[name] if {
	some name, findings in {"nothing is wrong": [], "something else is wrong": [_other]}
	not agent_terminated.deny with input as estate.knowing(_asked, {"findings": findings})
}

_tombstone := {"code": "agent_terminated", "severity": "low", "since_ns": estate.now_ns}

_other := {"code": "long_lived_credential", "severity": "high", "since_ns": estate.now_ns}

_asked := estate.request("support-helper", "credential.issue", "support-ro", "exact")
