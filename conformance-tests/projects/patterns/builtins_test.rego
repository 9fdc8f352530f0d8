package builtins_test

test_match if regex.match(`^a+b$`, "aab")

test_valid if regex.is_valid("(")

test_find if regex.find_n(`[0-9]+`, "a1b22c3", 2) == ["1", "22"]

test_groups if regex.find_all_string_submatch_n(`a(.)`, "abac", -1) == [["ab", "b"], ["ac", "c"]]

test_replace if regex.replace("abc", `b(c)`, "$1") == "ac"

test_split if regex.split(`,\s*`, "a, b,c") == ["a", "b", "c"]

test_template if regex.template_match("urn:foo:{.*}", "urn:foo:bar", "{", "}")

test_globs if regex.globs_match("a.*", "ab")

test_glob if glob.match("*.github.com", ["."], "api.github.com")

test_glob_super if glob.match("**.com", ["."], "a.b.com")

test_glob_none if not glob.match("*.com", ["."], "a.b.com")

test_glob_null if glob.match("a*c", null, "a.b.c")

test_quote if glob.quote_meta("*.a") == `\*.a`
