# METADATA
# title: Agent unproven
# description: |
#   An agent process shares the session of the person asking, and no step-up within `step_up_max_age_s` shows that
#   it is the person.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI10:2025
#   nist_csf: PR.AA-03
package portcullis.reasons.agent_unproven

import data.portcullis.lib.consumer
import data.portcullis.lib.session
import data.portcullis.lib.subject
import data.portcullis.settings

severity := "medium"

notify := ["consumer"]

requires contains "step_up_max_age_s"

deny if {
	subject.is_human
	consumer.known
	not _alone
	not session.stepped_up
}

# Only a list that is there, of things the snapshot knows as no agents, shows that nobody shares the session.
_alone if {
	is_array(input.lineage.consumer.bound_to)
	every id in input.lineage.consumer.bound_to {
		_no_agent(id)
	}
}

_no_agent(id) if is_object(data.lineage.identities[id])

_no_agent(id) if {
	type := data.lineage.consumers[id].type
	some group in ["workload", "human"]
	type in settings.subject_groups[group]
}
