# METADATA
# title: Region unusual
# description: |
#   Production, the request comes from none of the regions the thing asked for is usually used from, and it is past
#   its learning window.
# custom:
#   severity: medium
#   notify: [consumer, queue]
#   owasp_nhi: NHI4:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.region_unusual

import data.portcullis.lib.baseline
import data.portcullis.lib.consumer
import data.portcullis.lib.target

severity := "medium"

notify := ["consumer", "queue"]

deny if {
	consumer.known
	target.known
	target.production
	not baseline.usual_region
	not baseline.learning
}
