# METADATA
# title: Task ended
# description: |
#   The task the request belongs to has ended.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI1:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.task_ended

import data.portcullis.lib.findings

severity := "medium"

notify := ["consumer"]

# A list of findings that is missing is denied by input_incomplete.
deny if "task_ended" in findings.open
