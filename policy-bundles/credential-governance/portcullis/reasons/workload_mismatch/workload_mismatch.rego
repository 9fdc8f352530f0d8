# METADATA
# title: Workload mismatch
# description: The resource is bound to certain consumers in `bindings`, and this consumer is not among them.
# custom:
#   severity: high
#   notify: [consumer, target]
#   owasp_nhi: NHI9:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.workload_mismatch

import data.portcullis.lib.consumer
import data.portcullis.settings

severity := "high"

notify := ["consumer", "target"]

requires contains "bindings"

deny if {
	consumer.known
	bound := settings.bindings[input.resource.id]
	not input.lineage.consumer.uid in bound
}
