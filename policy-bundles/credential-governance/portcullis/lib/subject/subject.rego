# METADATA
# title: Subject
# description: |
#   Who is asking, as a group of types. What the snapshot knows about the consumer counts beside what the enforcement
#   point says about the subject, so an agent announced as a workload is still an agent.
package portcullis.lib.subject

import data.portcullis.settings

is_agent if "agent" in groups

is_human if "human" in groups

is_workload if "workload" in groups

is_mcp_server if "mcp_server" in _types

is_saas_app if "saas_app" in _types

# METADATA
# description: Every group of subject types that the subject or its consumer belongs to.
groups contains group if {
	some group, types in settings.subject_groups
	some type in _types
	type in types
}

# METADATA
# description: The subject's own id and the id of the consumer it resolves to.
ids contains input.subject.id

ids contains input.lineage.consumer.uid

_types contains input.subject.type

_types contains input.lineage.consumer.type
