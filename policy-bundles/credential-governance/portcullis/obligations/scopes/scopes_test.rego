package portcullis.obligations.scopes_test

import data.portcullis.estate_test as estate
import data.portcullis.obligations.scopes

test_narrowed[name] if {
	some name, case in {
		"more than it may have": {"asked": ["fulfil.read", "fulfil.admin"], "allowed": ["fulfil.read"]},
		"what it may have": {"asked": ["fulfil.read"], "allowed": ["fulfil.read"]},
		"nothing it may have": {"asked": ["fulfil.admin"], "allowed": []},
		"nothing named": {"asked": [], "allowed": ["fulfil.read"]},
	}
	asked := object.union(_token, {"context": {"requested_scopes": case.asked}})
	scopes.on_allow == {{"type": "scopes", "properties": {"allowed": case.allowed}}} with input as asked
}

test_all_it_may_have_when_none_is_asked_for if {
	scopes.on_allow == {{"type": "scopes", "properties": {"allowed": ["fulfil.read"]}}} with input as _token
}

test_nothing_for_another_client if {
	count(scopes.on_allow) == 0 with input as estate.request("settle", "credential.issue", "orders-rw", "exact")
}

_token := estate.request("fulfil-sync", "token.issue", "fulfil-client", "exact")
