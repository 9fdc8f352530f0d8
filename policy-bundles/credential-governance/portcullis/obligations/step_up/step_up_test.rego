package portcullis.obligations.step_up_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.step_up

test_agent_in_the_session if {
	step_up.on_deny == {{"type": "step_up", "properties": {"methods": ["webauthn"], "max_age_seconds": 300}}} with input as _shared
}

test_nothing_for_other_denials if {
	count(step_up.on_deny) == 0 with input as estate.request("dana", "secret.read", "psp-api-key", "never")
}

_shared := estate.knowing(
	estate.request("dana", "secret.read", "customer-ro", "exact"),
	{"consumer": {"bound_to": ["endpoint:mcp_server:lt-dana-01/db-explorer"]}},
)
