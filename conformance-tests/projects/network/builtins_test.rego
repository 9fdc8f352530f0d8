package builtins_test

test_contains if net.cidr_contains("10.0.0.0/8", "10.1.2.3")

test_contains_v6 if net.cidr_contains("2001:db8::/32", "2001:db8::1")

test_intersects if net.cidr_intersects("10.0.0.0/8", "10.1.0.0/16")

test_merge if net.cidr_merge(["10.0.0.0/25", "10.0.0.128/25"]) == {"10.0.0.0/24"}

test_expand if net.cidr_expand("10.0.0.0/31") == {"10.0.0.0", "10.0.0.1"}

test_valid if not net.cidr_is_valid("10.0.0.0/33")

test_matches if net.cidr_contains_matches("1.1.1.0/24", ["1.1.1.1", "2.2.2.2"]) == {["1.1.1.0/24", 0]} | set()
