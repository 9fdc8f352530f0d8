# METADATA
# title: Decision tests
# description: |
#   Worked situations through the entrypoint: effect, reasons, obligations and who is told, exactly. The other files of
#   this package add rows to `denied` and `allowed`.
package portcullis.decision_test

import data.portcullis
import data.portcullis.estate_test as estate

test_denied[name] if {
	some name, case in denied
	decision := portcullis.decision with input as case.input
	decision == {
		"effect": "DENY",
		"reasons": case.reasons,
		"obligations": [{"type": "notify", "properties": {
			"to": [_recipient(handle) | some handle in case.notify],
			"severity": case.severity,
			"lineage": true,
		}}],
		"labels": {},
	}
}

test_allowed[name] if {
	some name, case in allowed
	decision := portcullis.decision with input as case.input
	decision == {"effect": "ALLOW", "reasons": [], "obligations": case.obligations, "labels": {}}
}

test_denied_with_nothing_to_go_by[name] if {
	some name, nothing in {"no fields": {}, "no object": [], "null": null, "no lineage": object.remove(
		allowed["T9: the function itself, in a new version"].input,
		["lineage"],
	)}
	decision := portcullis.decision with input as nothing
	decision.effect == "DENY"
	{"consumer_unresolved", "lineage_unknown"} & {reason | some reason in decision.reasons} != set()
	decision.obligations[0].properties.to == [estate.queue]
}

test_denied_without_input if {
	portcullis.decision.effect == "DENY"
}

test_denied_without_settings[name] if {
	some name, case in allowed
	decision := portcullis.decision with input as case.input
		with data.portcullis.settings as {}
	decision.effect == "DENY"
	"settings_incomplete" in decision.reasons
}

_recipient("queue") := estate.queue

_recipient(handle) := estate.people[handle].accountable
