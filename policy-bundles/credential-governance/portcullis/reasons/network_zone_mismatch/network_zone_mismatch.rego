# METADATA
# title: Network zone mismatch
# description: The request comes from another network zone than the one its consumer is known to be in.
# custom:
#   severity: high
#   notify: [consumer, queue]
#   owasp_nhi: NHI8:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.network_zone_mismatch

import data.portcullis.lib.consumer
import data.portcullis.lib.value

severity := "high"

notify := ["consumer", "queue"]

deny if {
	consumer.known
	zone := input.lineage.consumer.network_zone
	not _comes_from(zone)
}

_comes_from(zone) if {
	value.text(zone)
	input.context.network_zone == zone
}
