# METADATA
# title: Reach
# description: What the thing asked for reaches in the hands of this consumer.
package portcullis.lib.reach

# METADATA
# description: All sinks. Undefined when they are missing or were cut short, so that no `every` over them can succeed.
sinks := input.lineage.reach.sinks if {
	is_array(input.lineage.reach.sinks)
	input.lineage.reach.truncated == false
}
