# METADATA
# title: Credential revoked
# description: The credential asked for or presented is revoked or removed, by its status or by a tombstone.
# custom:
#   severity: critical
#   notify: [consumer, queue]
#   owasp_nhi: NHI1:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.credential_revoked

import data.portcullis.lib.credential
import data.portcullis.lib.findings

severity := "critical"

notify := ["consumer", "queue"]

deny if {
	some fact in credential.facts
	not _standing(fact)
}

deny if "credential_revoked" in findings.open

# Deactivated has a reason of its own; any other status, or none, is not standing.
_standing(fact) if fact.status in {"active", "deactivated"}
