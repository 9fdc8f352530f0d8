# METADATA
# title: Task mismatch
# description: |
#   The request names a task of a type that is unknown, or that does not list both the subject and the resource.
# custom:
#   severity: high
#   notify: [consumer]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.task_mismatch

import data.portcullis.lib.consumer
import data.portcullis.lib.target
import data.portcullis.lib.task

severity := "high"

notify := ["consumer"]

requires contains "tasks"

deny if {
	consumer.known
	target.known
	task.given
	not task.fits
}
