# METADATA
# title: Step-up
# description: A DENY because nobody can tell a person from an agent says how the person can prove to be one.
package portcullis.obligations.step_up

import data.portcullis.lib.reasons
import data.portcullis.settings

requires contains "step_up_methods"

requires contains "step_up_max_age_s"

on_deny contains {
	"type": "step_up",
	"properties": {"methods": settings.step_up_methods, "max_age_seconds": settings.step_up_max_age_s},
} if {
	"agent_unproven" in reasons.given
}
