# METADATA
# title: Session policy
# description: An agent's session of a role with an entry in `session_policies` is narrowed to that policy document.
package portcullis.obligations.session_policy

import data.portcullis.lib.subject
import data.portcullis.settings

requires contains "session_policies"

on_allow contains {"type": "session_policy", "properties": {"policy": policy}} if {
	subject.is_agent
	policy := settings.session_policies[input.resource.id]
}
