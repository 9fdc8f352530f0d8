# METADATA
# title: Contract tests
# description: |
#   The router on made-up packages. They replace all of `data.portcullis.reasons`, so they cannot live below it.
package portcullis.lib.reasons_test

import data.portcullis
import data.portcullis.estate_test as estate
import data.portcullis.lib.reasons
import data.portcullis.settings

asked := estate.request("capture", "secret.read", "psp-api-key", "exact")

test_names_missing_setting_of_a_reason_and_of_an_obligation if {
	reasons.missing_settings == {"a", "b"} with data.portcullis.reasons as {"one": {"requires": {"a", "agent_ttl_s"}}}
		with data.portcullis.obligations as {"two": {"requires": {"b"}}}
}

test_reason_nobody_listed_is_given if {
	reasons.given == {"made_up"} with data.portcullis.reasons as {
		"made_up": {"deny": true},
		"silent": {"severity": "low"},
		"false": {"deny": false},
	}
}

test_without_any_reason_package_nothing_unknown_is_allowed[path] if {
	some path in [
		"/lineage/consumer",
		"/lineage/target",
		"/lineage/credential",
		"/lineage/findings",
		"/subject/id",
	]
	decision := portcullis.decision with input as estate.lacking(asked, path)
		with data.portcullis.reasons as {}
	decision == default_deny
}

test_without_any_reason_package_missing_settings_still_deny if {
	decision := portcullis.decision with input as asked
		with data.portcullis.reasons as {}
		with data.portcullis.settings as object.remove(settings, ["agent_ttl_s"])
	decision == default_deny
}

default_deny := {"effect": "DENY", "reasons": ["default_deny"], "obligations": [], "labels": {}}

test_label_package_sets_label[effect] if {
	some effect, seen in {"ALLOW": asked, "DENY": estate.lacking(asked, "/lineage/consumer")}
	decision := portcullis.decision with input as seen
		with data.portcullis.labels as {"restricted": {"value": "unowned"}}
	decision.effect == effect
	decision.labels == {"restricted": "unowned"}
}

test_obligation_package_adds_to_its_side_only if {
	decision := portcullis.decision with input as asked
		with data.portcullis.obligations as {"wrap": {"on_allow": {"on allow"}, "on_deny": {"on deny"}}}
	decision.obligations == ["on allow"]
}
