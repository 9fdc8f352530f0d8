# METADATA
# title: Maximum time to live
# description: |
#   The shortest of what applies: `agent_ttl_s` for whatever an agent is given, the limit of the task's type, and
#   `restricted_ttl_s` under a restriction. For a static secret it is the lease that ends.
package portcullis.obligations.max_ttl

import data.portcullis.lib.restriction
import data.portcullis.lib.subject
import data.portcullis.lib.task
import data.portcullis.settings

requires contains "agent_ttl_s"

requires contains "restricted_ttl_s"

on_allow contains {"type": "max_ttl", "properties": {"seconds": min(_limits)}} if count(_limits) > 0

_limits contains settings.agent_ttl_s if subject.is_agent

_limits contains restriction.ttl_s

_limits contains task.type.max_ttl_s if task.given
