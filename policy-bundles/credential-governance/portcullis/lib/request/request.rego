# METADATA
# title: Request
# description: The parts of the request that every decision needs, whatever its rules read beyond them.
package portcullis.lib.request

import data.portcullis.lib.consumer
import data.portcullis.lib.subject

# METADATA
# description: |
#   The request says who asks for what and when. The type of the subject has to be in a known group once its consumer is
#   known, since without a group no rule about agents, people or workloads can hold.
complete if {
	_text(input.request.id)
	is_number(input.request.time_ns)
	_text(input.subject.type)
	_text(input.subject.id)
	_text(input.action.name)
	_text(input.resource.type)
	_text(input.resource.id)
	is_object(input.context)
	not _subject_in_no_group
}

_subject_in_no_group if {
	consumer.known
	count(subject.groups) == 0
}

_text(value) if {
	is_string(value)
	value != ""
}
