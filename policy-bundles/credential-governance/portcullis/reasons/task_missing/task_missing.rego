# METADATA
# title: Task missing
# description: |
#   `require_task` names the resource, or a prefix of it, and the request belongs to no task.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.task_missing

import data.portcullis.lib.consumer
import data.portcullis.lib.target
import data.portcullis.lib.task

severity := "medium"

notify := ["consumer"]

requires contains "require_task"

deny if {
	consumer.known
	target.known
	task.required
	not task.given
}
