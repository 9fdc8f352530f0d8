# METADATA
# title: Consumer first seen
# description: |
#   Production, the baseline knows neither this consumer nor a sibling nor its owner for the thing asked for, and it is
#   past its learning window.
# custom:
#   severity: medium
#   notify: [consumer, target]
#   owasp_nhi: NHI9:2025
#   nist_csf: PR.AA-02
package portcullis.reasons.consumer_first_seen

import data.portcullis.lib.baseline
import data.portcullis.lib.consumer
import data.portcullis.lib.target

severity := "medium"

notify := ["consumer", "target"]

deny if {
	consumer.known
	target.known
	target.production
	not baseline.familiar
	not baseline.learning
}
