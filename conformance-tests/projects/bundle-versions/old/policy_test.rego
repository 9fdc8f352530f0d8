package old

test_allow { allow with input.x as 3 }

test_names { names == {"a", "b"} }

test_fails { allow }
