package greeting

text := $"hello {input.user.name}, you have {count(input.messages)} messages: {input.messages}"

raw := $`path \n {input.user.name}`

nested := $"outer {$"inner {input.user.name}"} {[x | some x in input.messages; x > 1]}"

missing := $"by {input.nobody.name} of {{"a": input.user.name}}"

replaced := $"now {input.user.name with input.user.name as "eve"}"
