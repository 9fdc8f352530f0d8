package app_test

test_sum if data.app.sum == 3

test_merged if data.app.both == {"left": 1, "right": 2}

test_keys if {k | some k, _ in data.app} == {"base", "both", "list", "virtual", "sum"}

test_index if data.app.list[1] == 20

test_pick if {
	some k in ["base", "virtual"]
	data.app[k] == 2
}

test_replaced_whole if data.app == {"x": 1} with data.app as {"x": 1}

test_replaced_virtual if data.app.sum == 11 with data.app.virtual as 10

test_package_walk if count([p | walk(data.app, [p, 2])]) == 2
