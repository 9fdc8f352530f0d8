package builtins_test

test_reachable if graph.reachable({"a": ["b"], "b": ["c"], "c": []}, {"a"}) == {"a", "b", "c"}

test_paths if graph.reachable_paths({"a": ["b"], "b": []}, {"a"}) == {["a", "b"]}

test_walk if [p | walk({"a": {"b": 1}}, [p, 1])] == [["a", "b"]]

test_walk_values if count([v | [_, v] := walk([1, [2]])]) == 4

test_cycle if graph.reachable({"a": {"b"}, "b": {"a"}}, ["a"]) == {"a", "b"}
