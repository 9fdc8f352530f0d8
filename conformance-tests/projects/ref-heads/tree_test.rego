package tree_test

import data.tree

users := {"ann": ["admin", "dev"], "bob": []}

test_config if tree.config == {"server": {"port": 8080, "names": {"a", "b"}}}

test_names if tree.config.server.names == {"a", "b"}

test_users if tree.users == {"ann": {"roles": {"admin", "dev"}}} with input.users as users

test_admins if tree.admins.ann.since == {2024: true, 2025: true} with input.users as users

test_functions if tree.fn.add(1, 2) - tree.fn.sub(3, 1) == 1

test_grid if tree.grid == {1: {3: 3, 4: 4}, 2: {3: 6, 4: 8}}

test_grid_at if tree.grid[2][4] == 8

test_keys if {
	tree.q["a b"] == 1
	tree.q[7] == "seven"
	tree.q[[1, 2]] == "array"
}

test_nested.inner if true

nested.test_below if true

nested.test_below_fails if tree.config.server.tls
