# METADATA
# title: Input incomplete
# description: |
#   The input lacks something every decision needs: request id and time, subject, actor chain, action, resource, a
#   subject type of a known group, the list of findings, or the facts about a credential that is asked for or presented.
# custom:
#   severity: medium
#   notify: [consumer, queue]
#   nist_csf: PR.AA-03
package portcullis.reasons.input_incomplete

import data.portcullis.lib.consumer
import data.portcullis.lib.credential
import data.portcullis.lib.findings
import data.portcullis.lib.request
import data.portcullis.lib.target

severity := "medium"

notify := ["consumer", "queue"]

requires contains "subject_groups"

deny if not request.complete

deny if not findings.known

deny if {
	consumer.known
	target.known
	not credential.facts_complete
}
