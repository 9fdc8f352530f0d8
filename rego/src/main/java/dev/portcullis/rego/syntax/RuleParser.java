package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules that show themselves as rules: `default`, with a body, or with `contains`. Others (`p = 1`) are read as
/// queries and recognised by [QueryRules].
final class RuleParser {
    private final TokenStream in;
    private final BodyParser bodies;
    private final TermParser terms;
    private final HeadParser heads;
    private final DefaultRules defaults;

    RuleParser(TokenStream in, BodyParser bodies) {
        this.in = in;
        this.bodies = bodies;
        this.terms = bodies.terms();
        this.heads = new HeadParser(in, terms);
        this.defaults = new DefaultRules(in);
    }

    /// The rule at the current token, one for each of its bodies; null when this is none, or a wrong one.
    @Nullable
    List<ParsedRule> rules() {
        Span start = in.span();
        terms.readNameBeforePath();
        boolean isDefault = in.at(TokenKind.DEFAULT);
        if (isDefault) {
            in.scan();
            terms.readNameBeforePath();
        }
        if (!in.at(TokenKind.NAME)) {
            if (isDefault) {
                new RuleNames(in).reportKeywordAfterDefault();
            }
            return null;
        }
        HeadDraft head = heads.head(isDefault);
        if (head == null) {
            return null;
        }
        return isDefault ? defaultRule(start, head) : ordinary(start, head);
    }

    private @Nullable List<ParsedRule> defaultRule(Span start, HeadDraft head) {
        if (!defaults.accept(start, head)) {
            return null;
        }
        Rule rule = new Rule(in.spanFrom(start), head.finished(), impliedBody(start), null, true);
        return List.of(new ParsedRule(rule, false, head.impliedValue(), false, head.contains(), null));
    }

    private @Nullable List<ParsedRule> ordinary(Span start, HeadDraft read) {
        boolean hasIf = in.at(TokenKind.IF);
        HeadDraft head = classified(read, hasIf);
        if (head == null) {
            return null;
        }
        Body body;
        if (hasIf) {
            body = bodyAfterIf();
        } else if (in.at(TokenKind.LEFT_BRACE)) {
            body = bracedBody();
        } else if (head.contains()) {
            Rule rule = new Rule(head.span(), head.finished(), impliedBody(start), null, false);
            return List.of(new ParsedRule(rule, true, head.impliedValue(), false, true, null));
        } else {
            return null;
        }
        return body == null ? null : withBody(start, head, hasIf, body);
    }

    /// What a head of two parts without `contains` means: `p[x] if` has the value true at `p[x]`, `p[x]` without `if`
    /// is the element `x` of a set. Null when it cannot be a head. The second part stays the key of a head with a
    /// value where OPA keeps it, which rules `else` out.
    private static @Nullable HeadDraft classified(HeadDraft head, boolean hasIf) {
        if (head.contains() || !head.isPair()) {
            return head;
        }
        Term second = head.ref().path().getFirst();
        if (hasIf) {
            if (head.value() != null && !head.hasVariableName()) {
                return null;
            }
            boolean keyed = !head.isFunction() && (second instanceof Term.Ref || !Groundness.isGround(second));
            HeadDraft valued = head.value() == null ? head.withImpliedValue() : head;
            return keyed ? valued.withKey(second) : valued;
        }
        if (head.isFunction()) {
            return head;
        }
        if (!head.hasVariableName()) {
            return null;
        }
        return head.value() == null ? head.asSet() : head.withKey(second);
    }

    private @Nullable Body bodyAfterIf() {
        in.scan();
        TokenStream.Mark behindIf = in.mark();
        boolean brace = in.at(TokenKind.LEFT_BRACE);
        Expression expression = bodies.expression();
        if (expression != null && !(brace && isSet(expression))) {
            return Body.of(expression);
        }
        if (!brace) {
            return null;
        }
        in.restore(behindIf);
        return bracedBody();
    }

    /// `{ true }` behind `if` is a body, although it reads as a set.
    private static boolean isSet(Expression expression) {
        return expression instanceof Expression.Holds holds && holds.term() instanceof Term.SetLiteral;
    }

    private @Nullable Body bracedBody() {
        in.scan();
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body != null) {
            in.scan();
        }
        return body;
    }

    private @Nullable List<ParsedRule> withBody(Span start, HeadDraft head, boolean hasIf, Body body) {
        ParsedRule otherwise = null;
        if (in.at(TokenKind.ELSE) && !terms.readNameBeforePath()) {
            otherwise = elseOf(head);
            if (otherwise == null) {
                return null;
            }
        }
        Rule branch = otherwise == null ? null : otherwise.rule();
        Rule rule = new Rule(in.spanFrom(start), head.finished(), body, branch, false);
        List<ParsedRule> rules = new ArrayList<>();
        rules.add(new ParsedRule(rule, false, head.impliedValue(), hasIf, head.contains(), otherwise));
        while (in.at(TokenKind.LEFT_BRACE)) {
            ParsedRule next = otherwise == null ? chained(head, hasIf) : missingElse();
            if (next == null) {
                return null;
            }
            rules.add(next);
        }
        return rules;
    }

    private @Nullable ParsedRule missingElse() {
        in.error(in.span(), "expected else keyword");
        return null;
    }

    /// One more body for the same head, whose parts take the place of the body.
    private @Nullable ParsedRule chained(HeadDraft head, boolean hasIf) {
        Span start = in.span();
        Body body = bracedBody();
        if (body == null) {
            return null;
        }
        Span place = in.spanFrom(start);
        Term key = head.key();
        Term value = head.value();
        HeadDraft repeated = head.withSpan(place)
                .withKey(key == null ? null : Relocation.allAt(key, place))
                .withValue(value == null ? null : Relocation.allAt(value, place), !head.impliedValue())
                .withArguments(freshArguments(head, place));
        Rule rule = new Rule(place, repeated.finished(), body, null, false);
        return new ParsedRule(rule, false, head.impliedValue(), hasIf, head.contains(), null);
    }

    /// The arguments with wildcards of their own, at their places or all at one.
    private @Nullable List<Term> freshArguments(HeadDraft head, @Nullable Span place) {
        List<Term> arguments = head.arguments();
        if (arguments == null) {
            return null;
        }
        List<Term> fresh = new ArrayList<>();
        for (Term argument : arguments) {
            Term own = argument instanceof Term.Var variable && variable.isWildcard()
                    ? new Term.Var(variable.span(), in.wildcard())
                    : argument;
            fresh.add(place == null ? own : Relocation.allAt(own, place));
        }
        return fresh;
    }

    // ---- else

    private record Branch(Span span, HeadDraft head, Body body, boolean impliedBody, boolean hasIf) {}

    /// The branches behind a rule, linked into one; null when one of them is wrong.
    private @Nullable ParsedRule elseOf(HeadDraft head) {
        Term.Ref ref = head.ref();
        if (ref.path().stream().anyMatch(part -> !Groundness.isGround(part))) {
            in.error(in.span(), "else keyword cannot be used on rules with variables in head");
            return null;
        }
        if (head.key() != null) {
            in.error(in.span(), "else keyword cannot be used on multi-value rules");
            return null;
        }
        List<Branch> branches = new ArrayList<>();
        do {
            in.enter();
            Branch branch = branch(head);
            if (branch == null) {
                return null;
            }
            branches.add(branch);
        } while (in.at(TokenKind.ELSE) && !branches.getLast().impliedBody());
        ParsedRule linked = null;
        for (Branch branch : branches.reversed()) {
            in.leave();
            Rule rest = linked == null ? null : linked.rule();
            Rule rule = new Rule(branch.span, branch.head.finished(), branch.body, rest, false);
            linked = new ParsedRule(rule, branch.impliedBody, branch.head.impliedValue(), branch.hasIf, false, linked);
        }
        return linked;
    }

    private @Nullable Branch branch(HeadDraft main) {
        Span start = in.span();
        HeadDraft head = main.withSpan(start).withArguments(freshArguments(main, null));
        in.scan();
        if (in.at(TokenKind.LEFT_BRACE) || in.at(TokenKind.IF)) {
            head = head.withImpliedValue();
        } else if (in.at(TokenKind.ASSIGN) || in.at(TokenKind.UNIFY)) {
            head = head.assigned(in.at(TokenKind.ASSIGN));
            in.scan();
            Term value = terms.withOperators();
            if (value == null) {
                return null;
            }
            head = head.withValue(value, true).withSpan(in.spanFrom(start));
        } else {
            in.unexpected("expected else value term or rule body");
            return null;
        }
        return branchBody(start, head);
    }

    private @Nullable Branch branchBody(Span start, HeadDraft head) {
        boolean hasIf = in.at(TokenKind.IF);
        if (!hasIf && !in.at(TokenKind.LEFT_BRACE)) {
            return new Branch(in.spanFrom(start), head, impliedBody(start), true, false);
        }
        if (hasIf) {
            in.scan();
        }
        Body body;
        if (in.at(TokenKind.LEFT_BRACE)) {
            body = bracedBody();
        } else if (in.at(TokenKind.END)) {
            in.unexpected("rule body expected");
            return null;
        } else {
            Expression expression = bodies.expression();
            body = expression == null ? null : Relocation.allAt(Body.of(expression), in.spanFrom(start));
        }
        return body == null ? null : new Branch(in.spanFrom(start), head, body, false, hasIf);
    }

    static Body impliedBody(Span place) {
        return Body.of(new Expression.Holds(place, new Term.Scalar(place, RegoBoolean.TRUE), List.of()));
    }
}
