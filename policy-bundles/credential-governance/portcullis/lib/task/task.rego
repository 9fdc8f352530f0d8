# METADATA
# title: Task
# description: The unit of work a request says it belongs to, and what the settings say about work of its type.
package portcullis.lib.task

import data.portcullis.lib.value
import data.portcullis.settings

given if input.context.task

# METADATA
# description: The settings of the task's type; undefined for an unknown type.
type := settings.tasks[input.context.task.type] if value.text(input.context.task.id)

# METADATA
# description: The type names the subject's consumer and the thing asked for.
fits if {
	input.lineage.consumer.uid in type.subjects
	input.resource.id in type.resources
}

# METADATA
# description: The scopes asked for; none when the request names none.
requested_scopes := input.context.requested_scopes

requested_scopes := [] if not input.context.requested_scopes

# METADATA
# description: The setting `require_task` names the thing asked for, or a prefix of it that ends in a slash.
required if input.resource.id in settings.require_task

required if {
	is_string(input.resource.id)
	some prefix in settings.require_task
	endswith(prefix, "/")
	startswith(input.resource.id, prefix)
}
