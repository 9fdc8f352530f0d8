# METADATA
# title: Maximum time to live
# description: Whatever an agent is given ends after `agent_ttl_s` seconds; for a static secret, its lease does.
package portcullis.obligations.max_ttl

import data.portcullis.lib.subject
import data.portcullis.settings

requires contains "agent_ttl_s"

on_allow contains {"type": "max_ttl", "properties": {"seconds": settings.agent_ttl_s}} if subject.is_agent
