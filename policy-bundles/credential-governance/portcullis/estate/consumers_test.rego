package portcullis.estate_test

# METADATA
# description: Consumers by handle, each with the facts the snapshot has about it and its accountable owner.
consumers := {
	"capture": _consumer(
		"hana",
		"aws:lambda:111122223333/eu-west-1/payment-capture",
		"function",
		{"platform": "lambda"},
	),
	"dana": _consumer("dana", "okta:user:larkfield/dana.kim", "user", _laptop),
	"dana-cursor": _consumer("dana", "endpoint:ai_agent:lt-dana-01/cursor", "ai_agent", object.union(_laptop, {
		"bound_to": ["okta:user:larkfield/dana.kim"],
		"ambient_credentials": ["aws:access_key:AKIACURSORENVEXAMPLE"],
	})),
	"dana-db": _consumer("dana", "endpoint:mcp_server:lt-dana-01/db-explorer", "mcp_server", object.union(_laptop, {
		"bound_to": ["okta:user:larkfield/dana.kim"],
		"sanctioned": false,
	})),
	"ledger-api": _consumer("hana", "k8s:deployment:eks-prod/ledger/ledger-api", "workload", {}),
	"mcp-docs": _consumer("hana", "k8s:deployment:eks-prod/tools/mcp-docs", "mcp_server", {}),
	"mcp-orders": _consumer("dana", "k8s:deployment:eks-prod/tools/mcp-orders", "mcp_server", {}),
	"ops-bot": _consumer("hana", "azure:foundry_agent:larkfield-prod/ops-bot", "ai_agent", {
		"platform": "foundry",
		"region": "westeurope",
		"network_zone": "prod-azure",
		"ambient_credentials": ["entra:client_secret:larkfield/ops-bot/keyid-f1"],
	}),
	"orders-api": _consumer("dana", "k8s:deployment:eks-prod/orders/orders-api", "workload", {}),
	"orders-api-stg": _consumer("dana", "k8s:deployment:eks-stg/orders/orders-api", "workload", {
		"environment": "staging",
		"network_zone": "staging",
	}),
	"price-bot": _consumer("luis", "gcp:vertex_agent:larkfield-prod/europe-west1/price-bot", "ai_agent", {
		"platform": "vertex",
		"region": "europe-west1",
		"network_zone": "prod-gcp",
	}),
	"price-feed": _consumer("luis", "k8s:cronjob:eks-prod/data/price-feed", "job", {"network_zone": "prod-batch"}),
	"settle": _consumer("dana", "aws:lambda:111122223333/eu-west-1/order-settle", "function", {"platform": "lambda"}),
	"shop-web-ci": _consumer("joel", "circleci:project:larkfield/shop-web", "pipeline", {
		"platform": "circleci",
		"region": "us-east-1",
		"network_zone": "ci-hosted",
	}),
	"support-helper": _consumer(
		"felix",
		"aws:bedrock_agent:111122223333/eu-west-1/support-helper",
		"ai_agent",
		{"platform": "bedrock"},
	),
}

_laptop := {"platform": "endpoint", "environment": "development", "network_zone": "office"}

_consumer(owner, uid, type, differs) := {"owner": owner, "facts": object.union(
	{
		"uid": uid,
		"type": type,
		"platform": "kubernetes",
		"environment": "production",
		"region": "eu-west-1",
		"network_zone": "prod-core",
		"first_seen_ns": 1735689600000000000,
		"sanctioned": true,
		"bound_to": [],
		"ambient_credentials": [],
	},
	differs,
)}
