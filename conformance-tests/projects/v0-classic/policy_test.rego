package policy

test_admin { allow with input as {"user": "ann"} }

test_get { allow with input as {"method": "GET", "path": "/x"} }

test_secret { not allow with input as {"method": "GET", "path": "/vault"} }

test_roles { roles == {"ann": "root", "bob": "dev"} }

test_secret_set { secret == {"/keys", "/vault"} }

test_f { f(1) == 2 }

test_g { [g(11), g(1)] == ["big", "small"] }

test_any_admin { any_admin }

test_deprecated { any([false, true]) }

test_set_diff { set_diff({1, 2}, {1}) == {2} }

test_fails { allow with input as {} }

todo_test_skipped { false }

test_set_rule[x] { x := 1 }
