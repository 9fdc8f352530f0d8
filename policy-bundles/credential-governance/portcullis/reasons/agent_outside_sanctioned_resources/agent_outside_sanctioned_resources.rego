# METADATA
# title: Agent outside its sanctioned resources
# description: The subject has a sanction list, and for some sink neither it nor its parent is on the list.
# custom:
#   severity: high
#   notify: [consumer, target]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.agent_outside_sanctioned_resources

import data.portcullis.lib.consumer
import data.portcullis.lib.reach
import data.portcullis.lib.subject
import data.portcullis.lib.target
import data.portcullis.settings

severity := "high"

notify := ["consumer", "target"]

requires contains "sanctions"

deny if {
	consumer.known
	target.known
	some id in subject.ids
	sanctioned := settings.sanctions[id]
	not _stays_within(sanctioned)
}

_stays_within(sanctioned) if {
	every sink in reach.sinks {
		_within(sink.id, sanctioned)
	}
}

_within(id, sanctioned) if id in sanctioned

_within(id, sanctioned) if data.lineage.resources[id].parent in sanctioned
