# METADATA
# title: Request
# description: The parts of the request that every decision needs, whatever its rules read beyond them.
package portcullis.lib.request

import data.portcullis.lib.consumer
import data.portcullis.lib.subject
import data.portcullis.lib.value

# METADATA
# description: |
#   The request says who asks for what and when. The type of the subject has to be in a known group once its consumer is
#   known, since without a group no rule about agents, people or workloads can hold.
complete if {
	value.text(input.request.id)
	is_number(input.request.time_ns)
	value.text(input.subject.type)
	value.text(input.subject.id)
	_actors_named
	value.text(input.action.name)
	value.text(input.resource.type)
	value.text(input.resource.id)
	not _subject_in_no_group
}

# Rules about whom the subject acts for must not pass because nobody can be read there.
_actors_named if {
	is_array(input.subject.actor_chain)
	every actor in input.subject.actor_chain {
		value.text(actor.type)
		value.text(actor.id)
	}
}

_subject_in_no_group if {
	consumer.known
	count(subject.groups) == 0
}
