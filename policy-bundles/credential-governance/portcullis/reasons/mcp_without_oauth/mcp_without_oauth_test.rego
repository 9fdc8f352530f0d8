package portcullis.reasons.mcp_without_oauth_test

import data.portcullis.estate_test as estate
import data.portcullis.reasons.mcp_without_oauth

test_denies[name] if {
	some name, asked in denied
	mcp_without_oauth.deny with input as asked
}

test_silent[name] if {
	some name, asked in silent
	not mcp_without_oauth.deny with input as asked
}

denied := {
	"a bearer from its environment": estate.saying(_server, {"properties": {"auth_method": "static_bearer"}}),
	"nothing said": _server,
	"no properties": estate.lacking(_server, "/subject/properties"),
	"the token lives too long": estate.saying(
		_server,
		{"properties": {"auth_method": "oauth2.1", "token_ttl_s": 3601}},
	),
	"a static bearer that lives too long, both at once": estate.saying(
		_server,
		{"properties": {"auth_method": "static_bearer", "token_ttl_s": 86400}},
	),
	"how long it lives is not said": estate.saying(_server, {"properties": {"auth_method": "oauth2.1"}}),
	"a lifetime that is no number": estate.saying(
		_server,
		{"properties": {"auth_method": "oauth2.1", "token_ttl_s": null}},
	),
	"a lifetime of nothing": estate.saying(_server, {"properties": {"auth_method": "oauth2.1", "token_ttl_s": 0}}),
	"another version": estate.saying(_server, {"properties": {"auth_method": "oauth2.0", "token_ttl_s": 900}}),
	"its environment is not known": estate.lacking(_server, "/lineage/consumer/environment"),
	"announced as a workload, known as an MCP server": estate.saying(_server, {"type": "workload"}),
	"announced as an MCP server, known as a workload": estate.saying(
		estate.request("orders-api", "secret.read", "orders-db", "exact"),
		{"type": "mcp_server"},
	),
}

silent := {
	"OAuth 2.1, a quarter of an hour": _with_oauth,
	"OAuth 2.1, an hour": estate.saying(_server, {"properties": {"auth_method": "oauth2.1", "token_ttl_s": 3600}}),
	"a laptop, whatever it reads": estate.request("dana-db", "secret.read", "psp-api-key", "exact"),
	"another kind of agent": estate.request("support-helper", "secret.read", "ticketing-api", "exact"),
	"unknown consumer": estate.lacking(_server, "/lineage/consumer"),
}

_server := estate.request("mcp-docs", "secret.read", "ticketing-api", "exact")

_with_oauth := estate.saying(_server, {"properties": {"auth_method": "oauth2.1", "token_ttl_s": 900}})
