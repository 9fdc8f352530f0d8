package greeting_test

import data.greeting

request := {"user": {"name": "ann"}, "messages": [1, 2, 3]}

test_text if greeting.text == "hello ann, you have 3 messages: [1, 2, 3]" with input as request

test_raw if greeting.raw == `path \n ann` with input as request

test_nested if greeting.nested == "outer inner ann [2, 3]" with input as request

test_missing_part_is_said if greeting.missing == "by <undefined> of {\"a\": \"ann\"}" with input as request

test_replaced if greeting.replaced == "now eve" with input as request

test_braces_are_escaped if $"\{x}" == "{x}"

test_wrong_on_purpose if greeting.text == "hello" with input as request
