# METADATA
# title: Ownership
# description: Whether somebody answers for the consumer. Somebody who stands in is not an owner.
package portcullis.lib.ownership

import data.portcullis.lib.value
import data.portcullis.settings

known if {
	value.text(input.lineage.owner.uid)
	is_number(input.lineage.owner.score)
	input.lineage.owner.score >= settings.owner_min_score
}
