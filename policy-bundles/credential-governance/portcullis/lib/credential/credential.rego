# METADATA
# title: Credential
# description: |
#   The credential asked for (`secret.*`: what is stored at the resource) and the credential the subject presents.
#   `input.lineage.credential` describes the first for `secret.*` and the second for every other action; for `secret.*`
#   the facts about a presented credential are its row in `data.lineage.credentials`.
package portcullis.lib.credential

import data.portcullis.lib.value

# METADATA
# description: Ids of the credentials the subject presents; none means a platform-issued, short-lived identity.
presented contains input.subject.properties.credential

presented contains input.lineage.credential.uid if not _asks_for_secret

# METADATA
# description: What is known about the credentials the subject presents.
presented_facts contains input.lineage.credential if not _asks_for_secret

presented_facts contains data.lineage.credentials[input.subject.properties.credential] if _asks_for_secret

# METADATA
# description: What is known about every credential the request is about, asked for or presented.
facts contains input.lineage.credential

facts contains fact if some fact in presented_facts

# METADATA
# description: Nothing the request is about lacks its facts.
facts_complete if {
	every id in presented {
		_described(id)
	}
	not _stored_undescribed
}

# METADATA
# description: Ephemeral beyond doubt; a missing or unknown lifetime class is not.
ephemeral(fact) if fact.lifetime_class == "ephemeral"

_described(id) if {
	not _asks_for_secret
	id == input.lineage.credential.uid
}

_described(id) if {
	_asks_for_secret
	is_object(data.lineage.credentials[id])
}

_stored_undescribed if {
	input.action.name in {"secret.read", "secret.write"}
	not _stored_described
}

_stored_described if value.text(input.lineage.credential.uid)

_asks_for_secret if {
	is_string(input.action.name)
	startswith(input.action.name, "secret.")
}
