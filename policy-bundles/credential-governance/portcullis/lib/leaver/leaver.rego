# METADATA
# title: Leaver
# description: |
#   What the departure of the consumer's owner means. The tombstone on that owner is among the findings; once a
#   successor accepted the consumer, its owner is another one and the tombstone is no longer there.
package portcullis.lib.leaver

import data.portcullis.lib.subject
import data.portcullis.settings

departed if "owner_departed" in _codes

# METADATA
# description: |
#   A workload stays usable for `leaver_grace_hours` after its owner left; an agent or a person does not. A departure
#   whose time is not known is over.
in_grace if {
	subject.is_workload
	not subject.is_agent
	not subject.is_human
	every departure in _departures {
		is_number(departure.since_ns)
		input.request.time_ns < departure.since_ns + (settings.leaver_grace_hours * 3600000000000)
	}
}

_codes contains departure.code if some departure in _departures

_departures := [finding |
	some finding in input.lineage.findings
	finding.code == "owner_departed"
]
