# METADATA
# title: Agent forbidden to reach it
# description: |
#   An entry of `forbidden` names the subject, its consumer or someone in its actor chain, and some sink matches
#   the environment and the types of that entry.
# custom:
#   severity: high
#   notify: [consumer, target]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.agent_production_database_forbidden

import data.portcullis.lib.consumer
import data.portcullis.lib.reach
import data.portcullis.lib.subject
import data.portcullis.lib.target
import data.portcullis.lib.value
import data.portcullis.settings

severity := "high"

notify := ["consumer", "target"]

requires contains "forbidden"

deny if {
	consumer.known
	target.known
	some entry in settings.forbidden
	entry.subject in _asking
	not _spared(entry)
}

_asking contains id if some id in subject.ids

_asking contains actor.id if some actor in input.subject.actor_chain

_spared(entry) if {
	every sink in reach.sinks {
		_outside(sink, entry)
	}
}

_outside(sink, entry) if {
	value.text(sink.type)
	not sink.type in entry.types
}

_outside(sink, entry) if {
	value.text(sink.environment)
	sink.environment != entry.environment
}
