package keywords_test

import data.keywords

test_if if keywords.deny.if == 1 with input as {"if": 1}

test_value if keywords.value == 1

test_nested if keywords.nested == 3 with input as {"package": {"import": {"with": 3}}}

test_missing if not keywords.nested with input as {}
