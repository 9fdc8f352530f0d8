"""Deterministic mutants of Rego modules: what an author gets wrong, one thing at a time."""

import random
import re

TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
      | (?P<string>\$?"(?:\\.|[^"\\\n])*"|\$?`[^`]*`)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<operator>:=|==|!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
KEYWORDS = "if in every some not with else default contains import package null true as and or set".split()
RESERVED = set(KEYWORDS) | {"false", "input", "data"}


class Text:
    """A module as tokens that can be edited by position."""

    def __init__(self, text):
        self.tokens = [(match.lastgroup, match.group()) for match in TOKEN.finditer(text)]
        self.solid = [i for i, (kind, _) in enumerate(self.tokens) if kind != "space"]

    def places(self, test):
        return [i for i in self.solid if test(i)]

    def following(self, place):
        """The text of the next token that is not space."""
        return next((self.tokens[i][1] for i in self.solid if i > place), "")

    def before(self, place):
        """The text of the last token before that is not space."""
        return next((self.tokens[i][1] for i in reversed(self.solid) if i < place), "")

    def names(self):
        return self.places(lambda i: self.tokens[i][0] == "name" and self.tokens[i][1] not in RESERVED)

    def rules(self):
        """Names at the start of a line: mostly those of rules."""
        starts = [i for i in self.names() if i == 0 or self.tokens[i - 1][1].endswith("\n")]
        return sorted({self.tokens[i][1] for i in starts})

    def package(self):
        words = []
        at = next((i for i in self.solid if self.tokens[i][1] == "package"), None)
        for kind, text in self.tokens[at + 1 :] if at is not None else []:
            if kind == "space" and "\n" in text:
                break
            words.append(text)
        return "data." + "".join(words).strip()

    def bodies(self):
        """Braces that open a body, as far as one can tell without parsing."""
        openers = {"if", ")", "else"}
        return self.places(
            lambda i: self.tokens[i][1] == "{" and (self.before(i) in openers or self.tokens[i + 1 : i + 2] and "\n" in self.tokens[i + 1][1])
        )

    def edited(self, edits):
        """The text with tokens replaced: position to text."""
        return "".join(edits.get(i, text) for i, (_, text) in enumerate(self.tokens))


def replaced(module, rng, places, change):
    if not places:
        return None
    at = rng.choice(places)
    return module.edited({at: change(module.tokens[at][1])})


def in_body(module, rng, lines):
    """Puts one line at the start of a body."""
    return replaced(module, rng, module.bodies(), lambda text: f"{text}\n\t{rng.choice(lines)}\n")


def appended(module, lines):
    return module.edited({}).rstrip("\n") + "\n\n" + lines + "\n"


def after_package(module, lines):
    text = module.edited({})
    head, newline, rest = text.partition("\n")
    return f"{head}\n{lines}\n{rest}" if newline and head.startswith("package") else None


def delete(module, rng, _):
    return replaced(module, rng, module.solid, lambda _: "")


def swap(module, rng, _):
    if len(module.solid) < 3:
        return None
    at = rng.randrange(len(module.solid) - 1)
    one, two = module.solid[at], module.solid[at + 1]
    return module.edited({one: module.tokens[two][1], two: module.tokens[one][1]})


def rename_variable(module, rng, _):
    return replaced(module, rng, module.names(), lambda name: name + "_zz")


def rename_rule(module, rng, _):
    names = module.rules()
    places = [i for i in module.names() if module.tokens[i][1] in names]
    return replaced(module, rng, places, lambda name: name + "_zz")


def calls(module):
    return [i for i in module.names() if module.following(i) == "("]


def rename_builtin(module, rng, _):
    return replaced(module, rng, calls(module), lambda name: rng.choice([name + "x", "count", "input", "nosuch.name"]))


def arity(module, rng, _):
    places = module.places(lambda i: module.tokens[i][1] == "(" and module.tokens[i - 1][0] == "name")
    return replaced(module, rng, places, lambda text: rng.choice([f"{text}1, ", f"{text}1, 2, 3, ", f"{text}zz, "]))


def fewer_arguments(module, rng, _):
    places = module.places(lambda i: module.tokens[i][1] == ",")
    if not places:
        return None
    at = rng.choice(places)
    removed = next((i for i in module.solid if i > at), at)
    return module.edited({at: "", removed: ""})


def scalar_type(module, rng, _):
    places = module.places(lambda i: module.tokens[i][0] in ("string", "number"))
    return replaced(module, rng, places, lambda text: rng.choice(["7", '"text"', "null", "[1]", '{"k": 1}', "{1}"]))


def recursion(module, rng, level):
    package = module.package()
    name = rng.choice(module.rules() or ["p"])
    keyword = "" if level == 0 else "if "
    return appended(
        module,
        rng.choice(
            [
                "rec_a := rec_b\n\nrec_b := rec_a",
                f"rec_a {keyword}{{ not rec_b }}\n\nrec_b {keyword}{{ rec_c }}\n\nrec_c {keyword}{{ rec_a }}",
                "rec_f(x) := rec_f(x)",
                f"rec_a := {package}",
                f"rec_a {keyword}{{ some x; {package}[x] == {name} }}",
                f'rec_a[x] := 1 {keyword}{{ x := input.a; rec_a[x] }}',
                f'rec_a {keyword}{{ x := input.k; {package}[x] }}',
                f'rec_a {keyword}{{ some x in ["rec_a", "rec_b"]; {package}[x] }}' if level else f'rec_a {{ x := ["rec_a"][_]; {package}[x] }}',
            ]
        ),
    )


def unsafe(module, rng, level):
    lines = [
        "zz_one > 1", "not zz_one", "zz_one == zz_two", "count(zz_one, 1)", "zz_one := zz_two", "[1 | zz_one > zz_two]",
        "x_zz = {y_zz | y_zz = input[zz_one + 1]}", "zz_one[i] == 1", "input.x[zz_one] == count(zz_two)", 'sprintf("%v", [zz_one])',
        "y_zz := x_zz; x_zz = 7", "zz_one(1)", "not input.a[zz_one] == zz_two", "count(count(zz_one)) > abs(zz_two)",
    ]  # fmt: skip
    if level:
        lines += ["every k, v in zz_one { k > v }", "every v in [1] { v > zz_one }", "some x_zz in zz_one", "zz_one in zz_two", "some x_zz in x_zz"]
    return in_body(module, rng, lines)


def shadow(module, rng, _):
    name = rng.choice(module.rules() or ["p"])
    if rng.random() < 0.3:
        return replaced(module, rng, module.names(), lambda _: rng.choice(["input", "data", name, "count"]))
    lines = [f"{name} := 1", "input := 1", "data := 1", "some input", f"some {name}", "count := 1; count([1])", "a_zz := 1; a_zz := 2", "some a_zz, a_zz; input[a_zz]",
             "a_zz = 1; a_zz := 2", "[input, b_zz] := [1, 2]", "1 := 2", "f(1) := 2", "{a_zz} := {1}", "input.x := 1", "a_zz := 1; some a_zz"]  # fmt: skip
    return in_body(module, rng, lines)


def unused(module, rng, level):
    if rng.random() < 0.3:
        return after_package(module, rng.choice(["import data.zz_unused", "import input.zz_unused as zz", "import data.a\nimport data.b.c", "import input"]))
    if rng.random() < 0.3:
        rule = rng.choice(["zz_f(a, b) := a", "zz_f(a, [b, c]) := c", "zz_f(_, a) := 1", "zz_f(a) := x { x := 1 } else := a { true }"])
        return appended(module, rule if level == 0 else rule.replace("{", "if {"))
    lines = ["zz_one := 1", "some zz_one", "some zz_one, zz_two; input[zz_one]", "zz_one := [zz_two | zz_two := 1]", "[zz_one, zz_two] := [1, 2]; zz_two == 2", "count([1 | zz_one := 2]) == 1"]
    if level:
        lines += ["every k, v in [1] { v > 0 }", "some k, v in [1]", "every v in [1] { zz_one := v }", "some k, v in [1]; v > 0"]
    return in_body(module, rng, lines)


def duplicate_import(module, rng, _):
    lines = ["import data.zz.a\nimport data.zz.a", "import data.zz.a\nimport data.yy.a", "import input.a\nimport data.b as a", "import data.a as input", "import input as data", "import rego.v1\nimport rego.v1", "import future.keywords.in\nimport data.in", "import data.if", "import zz.a", "import data.a[x]", 'import data["a b"]', "import future.keywords.nosuch", "import data.a as not"]  # fmt: skip
    return after_package(module, rng.choice(lines))


def keyword(module, rng, _):
    return replaced(module, rng, module.names(), lambda _: rng.choice(KEYWORDS))


def insert_token(module, rng, _):
    extras = KEYWORDS + ["{", "}", "(", ")", "[", "]", ":=", "=", "==", ",", ".", ":", ";", "|", "&", "-", "+", "*", "!", '"', "`", "$", "@", "\\", "\u00a0", "é", "1x", "01", "1e", '"\\q"']
    return replaced(module, rng, module.solid, lambda text: f"{text} {rng.choice(extras)} ")


def void_call(module, rng, _):
    return in_body(module, rng, ["x_zz := print(1)", "print(zz_one)", "count(print(1)) > 0", "[print(1)]", "print(input.a, [y | y := zz_one])", "not print(zz_one)"])


def with_target(module, rng, _):
    name = rng.choice(module.rules() or ["p"])
    package = module.package()
    target = rng.choice(["input", "input.a.b", "data.zz", f"{package}.{name}", f"{package}.{name}.x", package, "count", "walk", "print", "foo", "foo.bar", "rego.metadata.rule", "internal.member_2", "eq", name, "input[zz_one]", "1", "http.send"])
    value = rng.choice(["1", "zz_one", "count", "data.zz", f"{package}.{name}", "count([1])", "nosuch.name", "input.y"])
    return in_body(module, rng, [f"input.x with {target} as {value}", f"count([1]) == 1 with {target} as {value}", f"not input.x with {target} as {value}"])


def template(module, rng, _):
    return in_body(module, rng, ['$"a {zz_one}"', 'x_zz := $"a {input.b} {zz_one + 1}"', '$"{walk(input)}"', '$"{print(1)}"', '$"{x_zz := 1}"', '$"{', '$"a {} b"', '$"{1} \\{ {[y | y := zz_one]}"'])


def conflict(module, rng, level):
    name = rng.choice(module.rules() or ["p"])
    head = f"{name} contains 1" if level else f"{name}[1]"
    keyword = "" if level == 0 else "if "
    lines = [head, f"default {name} := 1", f"default {name} := 1\n\ndefault {name} := 2", f"{name}(x) := x", f"{name}.zz := 1", f"{name}[x] := 1 {keyword}{{ x := 1 }}", f"{name}.a.b(x) := x", f"default {name} := input.x", f"default {name}(x) := 1", f"{name} := 1 {{ true }} else := 2 {{ x }}"]
    return appended(module, rng.choice(lines))


KINDS = {
    "delete": delete,
    "swap": swap,
    "insert": insert_token,
    "variable": rename_variable,
    "rule": rename_rule,
    "builtin": rename_builtin,
    "arity": arity,
    "fewer": fewer_arguments,
    "type": scalar_type,
    "recursion": recursion,
    "unsafe": unsafe,
    "shadow": shadow,
    "unused": unused,
    "import": duplicate_import,
    "keyword": keyword,
    "void": void_call,
    "with": with_target,
    "template": template,
    "conflict": conflict,
}


def mutants(cases, count):
    """Yields up to `count` mutants as (name, modules, level, strict). `cases` are (name, module texts, level)."""
    kinds = list(KINDS)
    seen = set()
    for number in range(count * 4):
        if len(seen) == count:
            return
        kind = kinds[number % len(kinds)]
        rng = random.Random(f"{number} {kind}")
        name, texts, level = cases[rng.randrange(len(cases))]
        place = rng.randrange(len(texts))
        mutant = KINDS[kind](Text(texts[place]), rng, level)
        strict = rng.random() < 0.5
        key = (mutant, level, strict)
        if mutant is None or mutant == texts[place] or key in seen:
            continue
        seen.add(key)
        modules = {f"test-{i}.rego": mutant if i == place else text for i, text in enumerate(texts)}
        yield f"{kind}#{number} of {name}", modules, level, strict
