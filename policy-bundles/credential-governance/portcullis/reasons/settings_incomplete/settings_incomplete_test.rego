package portcullis.reasons.settings_incomplete_test

import data.portcullis.reasons.settings_incomplete
import data.portcullis.settings

test_silent_with_the_settings_of_the_bundle if {
	not settings_incomplete.deny
}

test_denies_without_settings if {
	settings_incomplete.deny with data.portcullis.settings as {}
}

test_denies_without_one_setting[name] if {
	some name in [
		"agent_ttl_s",
		"bindings",
		"ephemeral_kinds",
		"issued_only_platforms",
		"max_source_age_s",
		"sanctions",
		"security_queue",
		"session_policies",
		"subject_groups",
	]
	settings_incomplete.deny with data.portcullis.settings as object.remove(settings, [name])
}

test_denies_null_setting if {
	settings_incomplete.deny with data.portcullis.settings as object.union(settings, {"agent_ttl_s": null})
}
