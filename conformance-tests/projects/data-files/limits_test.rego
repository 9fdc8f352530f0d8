package limits_test

test_json if data.limits.max == 10

test_yaml if data.teams.platform.members[_] == "bob"

test_yaml_scalars if {
	data.teams.platform.since == "2024-01-02"
	data.teams.platform.port == 15
	data.teams.platform.on == "yes"
}

test_big_number if data.teams.more.size + 1 == 12345678901234567891

test_decimal if data.teams.more.ratio == 1.5

test_number_names_a_key if data.teams[2] == "two"

test_names_iterate if {x | x := data.limits.names[_]} == {"a", "b"}

test_missing if data.limits.min

test_replaced if data.limits.max == 3 with data.limits.max as 3

test_neighbour_stays if count(data.limits.names) == 2 with data.limits.max as 3
