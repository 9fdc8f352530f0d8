# METADATA
# title: Session tags
# description: |
#   An agent's session of a role with an entry in `session_policies` carries the agent, the accountable owner (if there
#   is one) and the decision that allowed it, so that the cloud's own log leads back here.
package portcullis.obligations.session_tags

import data.portcullis.lib.subject
import data.portcullis.settings

requires contains "session_policies"

on_allow contains {"type": "session_tags", "properties": {"tags": _tags}} if {
	subject.is_agent
	settings.session_policies[input.resource.id]
}

_tags["agent"] := input.lineage.consumer.uid

_tags["owner"] := input.lineage.owner.accountable

_tags["decision_id"] := input.request.id
