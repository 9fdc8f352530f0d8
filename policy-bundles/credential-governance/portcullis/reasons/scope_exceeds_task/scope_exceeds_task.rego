# METADATA
# title: Scope exceeds the task
# description: |
#   Some scope asked for is not among those of the task.
# custom:
#   severity: medium
#   notify: [consumer]
#   owasp_nhi: NHI5:2025
#   nist_csf: PR.AA-05
package portcullis.reasons.scope_exceeds_task

import data.portcullis.lib.consumer
import data.portcullis.lib.task

severity := "medium"

notify := ["consumer"]

requires contains "tasks"

deny if {
	consumer.known
	task.given
	task.fits
	not _within
}

_within if {
	is_array(task.requested_scopes)
	every scope in task.requested_scopes {
		scope in task.type.scopes
	}
}
