# METADATA
# title: Owner departed
# description: |
#   The owner of the consumer, or the person asking, has left, and the subject is an agent or a person, or the
#   grace period for what a leaver left behind is over.
# custom:
#   severity: high
#   notify: [consumer, queue]
#   owasp_nhi: NHI1:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.owner_departed

import data.portcullis.lib.consumer
import data.portcullis.lib.leaver

severity := "high"

notify := ["consumer", "queue"]

requires contains "leaver_grace_hours"

deny if {
	consumer.known
	leaver.departed
	not leaver.in_grace
}
