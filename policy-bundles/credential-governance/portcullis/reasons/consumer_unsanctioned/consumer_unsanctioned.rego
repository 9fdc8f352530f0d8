# METADATA
# title: Consumer unsanctioned
# description: An agent that is not sanctioned asks for something in production.
# custom:
#   severity: high
#   notify: [consumer, queue]
#   owasp_nhi: NHI3:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.consumer_unsanctioned

import data.portcullis.lib.consumer
import data.portcullis.lib.subject
import data.portcullis.lib.target

severity := "high"

notify := ["consumer", "queue"]

deny if {
	subject.is_agent
	consumer.known
	target.production
	not consumer.sanctioned
}
