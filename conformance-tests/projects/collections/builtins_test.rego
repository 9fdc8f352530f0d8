package builtins_test

test_array if array.concat([1], [2]) == [1, 2]

test_flatten if array.flatten([[1], [2, [3]]]) == [1, 2, [3]]

test_reverse if array.reverse([1, 2]) == [2, 1]

test_slice if array.slice([1, 2, 3], 1, 2) == [2]

test_sets if ({1, 2} & {2, 3}) | ({5, 6} - {6}) == {2, 5}

test_union if union({{1}, {2}}) == {1, 2}

test_intersection if intersection({{1, 2}, {2}}) == {2}

test_get if object.get({"a": {"b": 1}}, ["a", "b"], 0) == 1

test_get_default if object.get({}, "x", 7) == 7

test_keys if object.keys({"a": 1}) == {"a"}

test_filter if object.filter({"a": 1, "b": 2}, ["a"]) == {"a": 1}

test_remove if object.remove({"a": 1, "b": 2}, {"a"}) == {"b": 2}

test_subset if object.subset({"a": 1, "b": 2}, {"a": 1})

test_object_union if object.union({"a": {"x": 1}}, {"a": {"y": 2}}) == {"a": {"x": 1, "y": 2}}

test_union_n if object.union_n([{"a": 1}, {"a": 2}]) == {"a": 2}

test_json_filter if json.filter({"a": {"b": 1, "c": 2}}, ["a/b"]) == {"a": {"b": 1}}

test_json_remove if json.remove({"a": {"b": 1, "c": 2}}, ["a/b"]) == {"a": {"c": 2}}

test_json_patch if json.patch({"a": 1}, [{"op": "add", "path": "/b", "value": 2}]) == {"a": 1, "b": 2}

test_types if [type_name(x) | some x in [null, true, 1, "", [], {}, set()]] == ["null", "boolean", "number", "string", "array", "object", "set"]

test_is if is_set({1})

test_set_of_numbers if {1, 1.0} == {1}

test_mixed_keys if {1: "a", "1": "b", true: "c"}[true] == "c"
