# METADATA
# title: Session mismatch
# description: |
#   The request runs in a session that was granted neither to the subject, nor to what it runs as, nor to anybody
#   it acts for; agents aside.
# custom:
#   severity: high
#   notify: [consumer, target]
#   owasp_nhi: NHI4:2025
#   nist_csf: PR.AA-04
package portcullis.reasons.session_mismatch

import data.portcullis.lib.consumer
import data.portcullis.lib.session
import data.portcullis.lib.subject

severity := "high"

notify := ["consumer", "target"]

deny if {
	consumer.known
	session.presented
	not subject.is_agent
	not session.granted_to_subject
	not session.granted_to_actor
}
