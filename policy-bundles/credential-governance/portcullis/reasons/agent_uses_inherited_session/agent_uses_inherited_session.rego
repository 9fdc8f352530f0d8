# METADATA
# title: Agent uses an inherited session
# description: |
#   An agent presents a session that was granted to a person.
# custom:
#   severity: high
#   notify: [consumer, lead]
#   owasp_nhi: NHI10:2025
#   nist_csf: PR.AA-04
package portcullis.reasons.agent_uses_inherited_session

import data.portcullis.lib.session
import data.portcullis.lib.subject

severity := "high"

notify := ["consumer", "lead"]

deny if {
	subject.is_agent
	session.presented
	not session.granted_to_no_person
}
