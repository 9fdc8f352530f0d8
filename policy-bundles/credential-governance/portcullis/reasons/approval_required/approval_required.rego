# METADATA
# title: Approval required
# description: |
#   Some scope asked for needs the approval of someone named in `approval_scopes`, and no approval that matches and
#   is still valid is on record.
# custom:
#   severity: medium
#   notify: [consumer, named]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.approval_required

import data.portcullis.lib.approvals
import data.portcullis.lib.consumer

severity := "medium"

notify := ["consumer", "named"]

named := approvals.approvers

requires contains "approval_scopes"

deny if {
	consumer.known
	count(approvals.approvers) > 0
	not approvals.granted
}
