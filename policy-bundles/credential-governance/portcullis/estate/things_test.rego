package portcullis.estate_test

# METADATA
# description: |
#   Things to ask for, by handle: the facts about the target, its accountable owner, what it reaches in the hands of
#   those who may use it, where it is used from, and for a stored secret the credential in it.
things := {
	"customer-ro": _secret("priya", "cyberark:account:pam-prod/Payments-DB/customer-ro", ["human"], "profiles", {
		"uid": "aws:db_login:111122223333/eu-west-1/customer-data/payments_ro",
		"kind": "db_password",
	}),
	"demo-db": _staging(_secret("dana", "vault:secret:vault-prod/kv/staging/demo-db", ["agent"], "staging", {
		"uid": "aws:db_login:777788889999/eu-west-1/orders-stg/demo",
		"kind": "db_password",
	})),
	"exports-daily-reader": _role("priya", "aws:role:111122223333/exports-daily-reader", ["human"], "exports-daily"),
	"loyalty-ro": _role("luis", "vault:role:vault-prod/database/loyalty-ro", ["workload"], "loyalty"),
	"orders-db": _secret("dana", "vault:secret:vault-prod/kv/orders/db", ["agent", "workload"], "orders", {
		"uid": "aws:db_login:111122223333/eu-west-1/customer-data/orders_app",
		"kind": "db_password",
	}),
	"orders-rw": _role("dana", "vault:role:vault-prod/database/orders-rw", ["workload"], "orders"),
	"psp-api-key": _secret("hana", "vault:secret:vault-prod/kv/payments/psp-api-key", ["workload"], "psp", {
		"uid": "vault:opaque:vault-prod/kv/payments/psp-api-key",
		"kind": "opaque",
	}),
	"shop-deploy": _role("joel", "aws:role:111122223333/shop-deploy", ["workload"], "psp"),
	"stg-ro": _staging(_role("dana", "vault:role:vault-prod/database/stg-ro", ["agent"], "staging")),
	"support-ro": _role("felix", "vault:role:vault-prod/database/support-ro", ["agent"], "support"),
	"ticketing-api": _secret("felix", "vault:secret:vault-prod/kv/support/ticketing-api", ["agent"], "ticketing", {
		"uid": "vault:opaque:vault-prod/kv/support/ticketing-api",
		"kind": "opaque",
	}),
}

# METADATA
# description: Static credentials to present, by handle.
keys := {
	"bedrock": _key("aws:access_key:AKIABEDROCKAAEXAMPLE", "aws_access_key", "production"),
	"ci": _key("aws:access_key:AKIACIDEPLOYSEXAMPLE", "aws_access_key", "production"),
	"cursor": _key("aws:access_key:AKIACURSORENVEXAMPLE", "aws_access_key", "development"),
	"foundry": _key("entra:client_secret:larkfield/ops-bot/keyid-f1", "azure_client_secret", "production"),
	"vertex": _key("gcp:sa_key:larkfield-prod/price-bot/kid-v1", "gcp_sa_key", "production"),
}

sinks := {
	"exports-daily": _sink("aws:s3_prefix:larkfield-exports/daily/", "pii", "read"),
	"loyalty": _sink("aws:rds_cluster:111122223333/eu-west-1/loyalty-profiles", "pii", "read"),
	"orders": _sink("aws:rds_schema:111122223333/eu-west-1/customer-data/orders", "confidential", "read_write"),
	"profiles": _sink("aws:rds_schema:111122223333/eu-west-1/customer-data/profiles", "pii", "read"),
	"psp": _sink("mesh:service:egress/api.psp.example.com", "financial", "write"),
	"staging": object.union(
		_sink("aws:rds_cluster:777788889999/eu-west-1/orders-stg", "synthetic", "read"),
		{"environment": "staging"},
	),
	"support": _sink("aws:rds_cluster:111122223333/eu-west-1/support-cases", "confidential", "read"),
	"ticketing": _sink("mesh:service:prod/ticketing", "internal", "write"),
}

_sink(id, class, access) := {
	"id": id,
	"type": split(id, ":")[1],
	"environment": "production",
	"data_class": class,
	"access": access,
	"verdict": "yes",
}

_role(owner, uid, groups, sink) := {
	"owner": owner,
	"target": {
		"uid": uid,
		"kind": concat("_", array.slice(split(uid, ":"), 0, 2)),
		"environment": "production",
		"consumer_groups": groups,
	},
	"sinks": [sinks[sink]],
	"usual_regions": ["eu-west-1", "europe-west1", "us-east-1", "westeurope"],
}

_secret(owner, uid, groups, sink, credential) := object.union_n([
	_role(owner, uid, groups, sink),
	{"credential": credential},
	{"credential": {
		"lifetime_class": "static",
		"consumer_count": 1,
		"status": "active",
		"locations": [_location("vault-prod", "production", true)],
	}},
])

_staging(thing) := object.union(thing, {
	"target": {"environment": "staging"},
	"credential": {"locations": [_location("vault-prod", "staging", true)]},
})

_key(uid, kind, environment) := {
	"uid": uid,
	"kind": kind,
	"lifetime_class": "static",
	"consumer_count": 1,
	"status": "active",
	"locations": [_location("larkfield", environment, false)],
}

_location(system, environment, sanctioned) := {
	"type": "vault_secret",
	"system": system,
	"path": "path/in/it",
	"environment": environment,
	"sanctioned": sanctioned,
}
