# METADATA
# title: Consumer unowned
# description: |
#   Production, nobody owns the consumer with a score of at least `owner_min_score`, and `unowned_production` is
#   "deny".
# custom:
#   severity: medium
#   notify: [consumer, queue]
#   owasp_nhi: NHI1:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.consumer_unowned

import data.portcullis.lib.consumer
import data.portcullis.lib.ownership
import data.portcullis.lib.target
import data.portcullis.settings

severity := "medium"

notify := ["consumer", "queue"]

requires contains "owner_min_score"

requires contains "unowned_production"

deny if {
	consumer.known
	target.known
	target.production
	not ownership.known
	not _restricted_instead
}

# Only the word "restrict" lets it pass, restricted.
_restricted_instead if settings.unowned_production == "restrict"
