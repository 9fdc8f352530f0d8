package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestDiagnostics_placesAndTexts(t *testing.T) {
	cases := []struct {
		name   string
		fields map[string]any
		want   []failure
	}{
		{"nothing to say", map[string]any{"modules": modules("package p\nq := 1")}, nil},
		{"no modules", map[string]any{}, nil},
		{"unsafe variable",
			map[string]any{"modules": modules("package p\nq if x > 1")},
			[]failure{{Code: "rego_unsafe_var_error", Message: "var x is unsafe", File: "m0.rego", Row: 2, Col: 6}}},
		{"recursion",
			map[string]any{"modules": modules("package p\nq := r\nr := q")},
			[]failure{
				{Code: "rego_recursion_error", Message: "rule data.p.q is recursive: data.p.q -> data.p.r -> data.p.q", File: "m0.rego", Row: 2, Col: 1},
				{Code: "rego_recursion_error", Message: "rule data.p.r is recursive: data.p.r -> data.p.q -> data.p.r", File: "m0.rego", Row: 3, Col: 1}}},
		{"type error with details",
			map[string]any{"modules": modules("package p\nq if 1 == \"a\"")},
			[]failure{{Code: "rego_type_error", Message: "match error", File: "m0.rego", Row: 2, Col: 6, Details: []string{"left  : number", "right : string"}}}},
		{"unused variable without strict", map[string]any{"modules": modules("package p\nq if { x := 1 }")}, nil},
		{"unused variable with strict",
			map[string]any{"modules": modules("package p\nq if { x := 1 }"), "strict": true},
			[]failure{{Code: "rego_compile_error", Message: "assigned var x unused", File: "m0.rego", Row: 2, Col: 8}}},
		{"v0 text in v1",
			map[string]any{"modules": modules("package p\nq { true }")},
			[]failure{{Code: "rego_parse_error", Message: "`if` keyword is required before rule body", File: "m0.rego", Row: 2, Col: 1}}},
		{"v0 text in v0", map[string]any{"modules": modules("package p\nq { true }"), "rego_version": 0}, nil},
		{"v2 text in v1",
			map[string]any{"modules": modules("package p\nq if { input.a or input.b }")},
			[]failure{{Code: "rego_parse_error", Message: "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.or` for `x or y` expressions)", File: "m0.rego", Row: 2, Col: 16, Details: []string{"q if { input.a or input.b }", "               ^"}}}},
		{"v2 text in v2", map[string]any{"modules": modules("package p\nq if { input.a or input.b }"), "rego_version": 2}, nil},
		{"parse errors of every module",
			map[string]any{"modules": modules("package p\nq { true }", "package r\n", "")},
			[]failure{
				{Code: "rego_parse_error", Message: "`if` keyword is required before rule body", File: "m0.rego", Row: 2, Col: 1},
				{Code: "rego_parse_error", Message: "empty module", File: "m2.rego"}}},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			each.fields["id"], each.fields["op"] = 1, "diagnostics"
			answer := ask(t, request(t, each.fields))[0]
			got := errorsOf(t, answer)
			if strings.Contains(answer, `"error":`) || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", each.want) {
				t.Errorf("got  %+v\nwant %+v", got, each.want)
			}
		})
	}
}

func TestDiagnostics_limitOfErrors(t *testing.T) {
	var text strings.Builder
	text.WriteString("package p\n")
	for i := range 15 {
		fmt.Fprintf(&text, "q%d if x%d > 1\n", i, i)
	}
	cases := []struct {
		name   string
		fields map[string]any
		errors int
		last   string
	}{
		{"OPA's own limit is ten", map[string]any{}, 11, "error limit reached"},
		{"a smaller limit", map[string]any{"max_errors": 3}, 4, "error limit reached"},
		{"no limit", map[string]any{"max_errors": 0}, 15, "var x14 is unsafe"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			each.fields["id"], each.fields["op"], each.fields["modules"] = 1, "diagnostics", modules(text.String())
			got := errorsOf(t, ask(t, request(t, each.fields))[0])
			if len(got) != each.errors || got[len(got)-1].Message != each.last {
				t.Errorf("got %d errors: %+v", len(got), got)
			}
		})
	}
}
