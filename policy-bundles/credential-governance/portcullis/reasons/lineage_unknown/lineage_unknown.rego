# METADATA
# title: Lineage unknown
# description: The resource asked for is not in the snapshot; for a prefix, nothing below it is.
# custom:
#   severity: low
#   notify: [consumer]
#   nist_csf: PR.AA-01
package portcullis.reasons.lineage_unknown

import data.portcullis.lib.target

severity := "low"

notify := ["consumer"]

deny if not target.known
