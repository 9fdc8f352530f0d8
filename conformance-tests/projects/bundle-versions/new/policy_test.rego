package new.policy_test

import data.new

test_allow if new.allow with input.x as 3

test_deny if not new.allow with input.x as 4
