# METADATA
# title: Baseline
# description: |
#   How familiar the pair (thing asked for, consumer) is. A missing or unknown level is not familiar, and only a
#   definite `true` is learning.
package portcullis.lib.baseline

exact if input.lineage.baseline.level == "exact"

familiar if input.lineage.baseline.level in {"exact", "sibling", "owner"}

learning if input.lineage.baseline.learning == true

# METADATA
# description: The request comes from a usual region, or the thing asked for is known to have none.
usual_region if input.context.region in input.lineage.baseline.usual_regions

usual_region if input.lineage.baseline.usual_regions == []
