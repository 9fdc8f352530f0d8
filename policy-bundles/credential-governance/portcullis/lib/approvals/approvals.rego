# METADATA
# title: Approvals
# description: |
#   Who has to approve a request, and whether they did. An approval is a fact: the request only names it, and what
#   counts is its row in `data.lineage.approvals`.
package portcullis.lib.approvals

import data.portcullis.lib.subject
import data.portcullis.lib.task
import data.portcullis.settings

# METADATA
# description: Scopes asked for that need an approval.
scopes := [scope |
	some scope in task.requested_scopes
	settings.approval_scopes[scope]
]

# METADATA
# description: Ids of owners, in the order of the scopes asked for, nobody twice.
approvers := [id |
	some i, scope in scopes
	id := settings.approval_scopes[scope]
	not id in {settings.approval_scopes[earlier] | some earlier in array.slice(scopes, 0, i)}
]

# METADATA
# description: The approval the request names is on record for this subject, action and resource, and has not ended.
granted if {
	approval := data.lineage.approvals[input.context.approval.id]
	approval.subject in subject.ids
	approval.action == input.action.name
	approval.resource == input.resource.id
	input.request.time_ns < approval.approved_until
}
