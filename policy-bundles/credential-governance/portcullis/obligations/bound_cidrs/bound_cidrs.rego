# METADATA
# title: Bound addresses
# description: |
#   A token issued for a task whose type says `bind_zone` works only from the network zone the snapshot knows its
#   consumer in. A zone without addresses in `network_zones` cannot be bound to, which settings_incomplete denies.
package portcullis.obligations.bound_cidrs

import data.portcullis.lib.task
import data.portcullis.settings

requires contains "network_zones"

lacks contains "network_zones of the consumer" if {
	_applies
	not _cidrs
}

on_allow contains {"type": "bound_cidrs", "properties": {"cidrs": _cidrs}} if _applies

_applies if {
	input.action.name == "token.issue"
	task.given
	task.type.bind_zone == true
}

_cidrs := settings.network_zones[input.lineage.consumer.network_zone]
