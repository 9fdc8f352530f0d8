# METADATA
# title: Scopes
# description: |
#   The tokens of a client in `client_scopes` are narrowed to its scopes: those asked for that it may have, or all it
#   may have when none is asked for.
package portcullis.obligations.scopes

import data.portcullis.lib.task
import data.portcullis.settings

requires contains "client_scopes"

on_allow contains {"type": "scopes", "properties": {"allowed": _allowed}} if _client

_client := settings.client_scopes[input.resource.id]

_allowed := [scope | some scope in task.requested_scopes; scope in _client] if {
	count(task.requested_scopes) > 0
} else := _client
