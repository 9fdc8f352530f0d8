# METADATA
# title: Consumer unresolved
# description: No single consumer is known for the subject.
# custom:
#   severity: high
#   notify: [target, queue]
#   owasp_nhi: NHI4:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.consumer_unresolved

import data.portcullis.lib.consumer

severity := "high"

notify := ["target", "queue"]

deny if not consumer.known
