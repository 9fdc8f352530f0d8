# METADATA
# title: Target
# description: |
#   The thing asked for, and whether asking for it touches production. Facts about an unknown target are absent: rules
#   that read them start with `target.known`, and the reason lineage_unknown denies the rest.
package portcullis.lib.target

import data.portcullis.lib.consumer
import data.portcullis.lib.reach
import data.portcullis.lib.value

# METADATA
# description: The snapshot has the thing asked for, and the facts are about that thing and no other.
known if {
	input.lineage.target.known == true
	input.lineage.target.uid == input.resource.id
}

# METADATA
# description: |
#   Some sink, some location of the credential or the target itself is in production. With consumer and target known,
#   doubt counts as production too: an environment that is missing, or a list of sinks that was cut short.
production if "production" in _environments

production if {
	consumer.known
	known
	not _located
}

_environments contains input.lineage.target.environment

_environments contains sink.environment if some sink in input.lineage.reach.sinks

_environments contains location.environment if some location in _locations

_locations := [] if not input.lineage.credential

_locations := input.lineage.credential.locations

_located if {
	value.text(input.lineage.target.environment)
	every sink in reach.sinks {
		value.text(sink.environment)
	}
	every location in _locations {
		value.text(location.environment)
	}
}
