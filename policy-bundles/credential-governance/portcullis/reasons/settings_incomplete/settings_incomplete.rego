# METADATA
# title: Settings incomplete
# description: A setting that a reason or an obligation of this bundle reads is not in `data.portcullis.settings`.
# custom:
#   severity: high
#   notify: [queue]
#   nist_csf: PR.AA-05
package portcullis.reasons.settings_incomplete

import data.portcullis.lib.reasons

severity := "high"

notify := ["queue"]

deny if count(reasons.missing_settings) > 0
