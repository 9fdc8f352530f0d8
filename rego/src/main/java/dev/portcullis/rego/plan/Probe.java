package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value that rules of a group test and that can be had before any of them runs: a ground ref below `input`,
/// below a base document, or below an argument.
///
/// @param key equal for the same value; names of the rules' own variables do not occur in it
/// @param term what to plan, with arguments named by [#argument]
record Probe(String key, Term term) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Probe probe && key.equals(probe.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /// The variable that stands for an argument in the terms of probes.
    static String argument(int place) {
        return "$argument" + place;
    }

    /// The names a rule has for such values: its parameters, and variables assigned from them.
    static final class Names {
        private final RuleTree tree;
        private final Map<String, Term> known = new HashMap<>();

        Names(RuleTree tree) {
            this.tree = tree;
        }

        void add(String variable, Term term) {
            known.putIfAbsent(variable, term);
        }

        /// The term as a probe, or null when it is none.
        @Nullable
        Probe probe(Term term) {
            Term resolved = resolved(term);
            return resolved == null || resolved instanceof Term.Scalar ? null : new Probe(key(resolved), resolved);
        }

        /// The term with the rule's own names replaced, or null when it depends on anything else.
        @Nullable
        Term resolved(Term term) {
            return switch (term) {
                case Term.Scalar s -> s;
                case Term.Var v -> known.get(v.name());
                case Term.Ref r -> ref(r);
                case Term.ArrayLiteral _,
                        Term.SetLiteral _,
                        Term.ObjectLiteral _,
                        Term.ArrayComprehension _,
                        Term.SetComprehension _,
                        Term.ObjectComprehension _,
                        Term.Call _,
                        Term.Template _ -> null;
            };
        }

        private @Nullable Term ref(Term.Ref ref) {
            Term head = isDocument(ref.head()) ? ref.head() : resolved(ref.head());
            List<Term> path = new ArrayList<>();
            if (head instanceof Term.Ref known) {
                head = known.head();
                path.addAll(known.path());
            }
            if (!(head instanceof Term.Var)) {
                return null;
            }
            for (Term part : ref.path()) {
                Term resolved = resolved(part);
                if (resolved == null) {
                    return null;
                }
                path.add(resolved);
            }
            Term.Ref whole = new Term.Ref(ref.span(), head, path);
            return Documents.isData(whole) && !isBase(path) ? null : whole;
        }

        /// Whether the path leaves the virtual documents along constants, so that reading it evaluates no rule.
        private boolean isBase(List<Term> path) {
            RuleTree node = tree;
            for (Term part : path) {
                if (!(part instanceof Term.Scalar(var _, var name)) || node.group() != null) {
                    return false;
                }
                RuleTree next = node.child(name);
                if (next == null) {
                    return true;
                }
                node = next;
            }
            return false;
        }
    }

    private static boolean isDocument(Term head) {
        return head instanceof Term.Var v
                && (v.name().equals(Documents.DATA) || v.name().equals(Documents.INPUT));
    }

    private static String key(Term term) {
        return switch (term) {
            case Term.Scalar s -> s.value().toString();
            case Term.Var v -> v.name();
            case Term.Ref r -> {
                StringBuilder key = new StringBuilder(key(r.head()));
                r.path().forEach(part -> key.append('[').append(key(part)).append(']'));
                yield key.toString();
            }
            default -> throw new AssertionError("BUG: not a part of a probe");
        };
    }
}
