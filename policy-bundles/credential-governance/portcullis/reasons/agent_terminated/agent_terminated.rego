# METADATA
# title: Agent terminated
# description: |
#   The agent that asks has ended.
# custom:
#   severity: high
#   notify: [consumer, queue]
#   owasp_nhi: NHI1:2025
#   nist_csf: PR.AA-01
package portcullis.reasons.agent_terminated

import data.portcullis.lib.findings

severity := "high"

notify := ["consumer", "queue"]

# A list of findings that is missing is denied by input_incomplete.
deny if "agent_terminated" in findings.open
