# METADATA
# title: Policy with annotations
# description: |
#   Several lines
# scope: package
# authors:
#   - Ann <ann@example.org>
# custom:
#   severity: high
package annotated

# METADATA
# title: The rule
# entrypoint: true
# labels:
#   team: platform
allow if {
	input.level >= threshold # a comment behind
}

# METADATA
# scope: document
# related_resources:
#   - https://example.org/policy
threshold := 3

# METADATA
# title: described
described := rego.metadata.rule()

chain := rego.metadata.chain()
