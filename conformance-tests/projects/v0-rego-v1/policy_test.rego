package policy_test

import data.policy
import rego.v1

test_allow if policy.allow with input.x as 2

test_deny if not policy.allow with input.x as 3

test_kinds if policy.kinds == {"a", "b"} with input.map as {"a": 1, "b": 2}
