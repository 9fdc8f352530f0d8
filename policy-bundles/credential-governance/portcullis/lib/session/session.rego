# METADATA
# title: Session
# description: |
#   The session a request says it runs in. `granted_to` is the enforcement point's claim; what that id stands for is the
#   snapshot's.
package portcullis.lib.session

import data.portcullis.lib.subject
import data.portcullis.settings

presented if input.context.session

# METADATA
# description: Granted to the subject, to its consumer, or to an identity that this consumer runs as.
granted_to_subject if input.context.session.granted_to in subject.ids

granted_to_subject if {
	input.context.session.granted_to in data.lineage.consumers[input.lineage.consumer.uid].runs_as
}

# METADATA
# description: Granted to somebody for whom the subject acts.
granted_to_actor if {
	some actor in input.subject.actor_chain
	actor.id == input.context.session.granted_to
}

# METADATA
# description: Granted to the subject itself, or to something that the snapshot knows as no person.
granted_to_no_person if granted_to_subject

granted_to_no_person if {
	type := data.lineage.consumers[input.context.session.granted_to].type
	some group in ["workload", "agent"]
	type in settings.subject_groups[group]
}

granted_to_no_person if is_object(data.lineage.identities[input.context.session.granted_to])

# METADATA
# description: |
#   The last step-up is not older than `step_up_max_age_s`, and not in the future by more than that either.
stepped_up if {
	is_number(input.request.time_ns)
	is_number(input.context.session.step_up_ns)
	age_ns := input.request.time_ns - input.context.session.step_up_ns
	abs(age_ns) <= settings.step_up_max_age_s * 1000000000
}
