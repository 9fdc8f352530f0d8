# METADATA
# title: Consumer
# description: |
#   What the snapshot knows about the workload, agent or person behind the subject. Facts about an unknown consumer are
#   absent: rules that read them start with `consumer.known`, and the reason consumer_unresolved denies the rest.
package portcullis.lib.consumer

import data.portcullis.lib.value

known if value.text(input.lineage.consumer.uid)

sanctioned if input.lineage.consumer.sanctioned == true

in_production if input.lineage.consumer.environment == "production"

# METADATA
# description: Known to be in some environment that is not production; an unknown environment is not that.
outside_production if {
	value.text(input.lineage.consumer.environment)
	not in_production
}
