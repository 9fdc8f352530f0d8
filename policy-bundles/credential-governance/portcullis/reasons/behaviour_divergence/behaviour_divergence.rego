# METADATA
# title: Behaviour divergence
# description: |
#   A token is to be renewed for a consumer whose behaviour departed from its baseline, and its owner has not
#   answered for `divergence_confirm_hours`.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.behaviour_divergence

import data.portcullis.settings

severity := "medium"

notify := ["consumer"]

requires contains "divergence_confirm_hours"

deny if {
	input.action.name == "token.renew"
	some finding in input.lineage.findings
	finding.code == "behaviour_divergence"
	not _open_to_answers(finding)
}

_open_to_answers(finding) if {
	is_number(finding.since_ns)
	input.request.time_ns < finding.since_ns + (settings.divergence_confirm_hours * 3600000000000)
}
