# METADATA
# title: Credential deactivated
# description: The credential asked for or presented was deactivated by a migration plan.
# custom:
#   severity: medium
#   notify: [consumer, target]
#   owasp_nhi: NHI7:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.credential_deactivated

import data.portcullis.lib.credential

severity := "medium"

notify := ["consumer", "target"]

# A status that is missing is denied by credential_revoked.
deny if {
	some fact in credential.facts
	fact.status == "deactivated"
}
