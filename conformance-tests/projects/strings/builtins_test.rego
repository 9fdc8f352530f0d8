package builtins_test

test_concat if concat(",", ["a", "b"]) == "a,b"

test_contains if contains("haystack", "st")

test_ends if endswith("abc", "bc")

test_starts if startswith("abc", "ab")

test_format_int if format_int(255, 16) == "ff"

test_indexof if indexof("äbc", "c") == 2

test_indexof_n if indexof_n("abab", "b") == [1, 3]

test_lower if lower("ÄB") == "äb"

test_upper if upper("äb") == "ÄB"

test_replace if replace("aaa", "a", "b") == "bbb"

test_split if split("a.b.c", ".") == ["a", "b", "c"]

test_substring if substring("hello", 1, 3) == "ell"

test_substring_rest if substring("hello", 2, -1) == "llo"

test_trim if trim("xxaxx", "x") == "a"

test_trim_left if trim_left("xxa", "x") == "a"

test_trim_right if trim_right("axx", "x") == "a"

test_trim_prefix if trim_prefix("abc", "a") == "bc"

test_trim_suffix if trim_suffix("abc", "c") == "ab"

test_trim_space if trim_space(" a ") == "a"

test_any_prefix if strings.any_prefix_match(["foo"], ["f", "x"])

test_any_suffix if strings.any_suffix_match("foo", ["o"])

test_count if strings.count("cheese", "e") == 3

test_replace_n if strings.replace_n({"a": "1"}, "aba") == "1b1"

test_reverse if strings.reverse("äb") == "bä"

test_split_n if strings.split_n("a,b,c", ",", 2) == ["a", "b"]

test_sprintf if sprintf("%s %d %v %05.2f %q %x %t", ["a", 7, [1, "x"], 3.14159, "q", 255, true]) == "a 7 [1, \"x\"] 03.14 \"q\" ff true"

test_sprintf_missing if sprintf("%d", ["x"]) == "%!d(string=x)"

test_wrong if lower("A") == "A"

test_error_is_undefined if not substring("abc", -1, 2)
