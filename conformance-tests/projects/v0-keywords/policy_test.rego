package policy

test_deny { deny == {"4 is too much", "5 is too much"} with input.xs as [1, 4, 5] }

test_fine { fine with input.xs as [1, 2] }

test_not_fine { not fine with input.xs as [9] }

test_first { first == 7 with input.xs as [7, 8] }
