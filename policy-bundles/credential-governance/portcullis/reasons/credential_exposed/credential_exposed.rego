# METADATA
# title: Credential exposed
# description: |
#   A version of the credential that still works was seen in a leak, and the baseline level is not exact.
# custom:
#   severity: high
#   notify: [consumer, target, queue]
#   owasp_nhi: NHI2:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.credential_exposed

import data.portcullis.lib.baseline
import data.portcullis.lib.consumer
import data.portcullis.lib.findings
import data.portcullis.lib.target

severity := "high"

notify := ["consumer", "target", "queue"]

# A list of findings that is missing is denied by input_incomplete.
deny if {
	consumer.known
	target.known
	"credential_exposed" in findings.open
	not baseline.exact
}
