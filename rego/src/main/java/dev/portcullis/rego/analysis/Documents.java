package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// Refs to documents below `data`, as paths of strings.
public final class Documents {
    public static final String DATA = "data";
    public static final String INPUT = "input";

    private Documents() {}

    /// Whether the ref starts at the document root `data`.
    public static boolean isData(Term.Ref ref) {
        return ref.head() instanceof Term.Var v && v.name().equals(DATA);
    }

    /// The constant values at the start of the ref's path.
    public static List<RegoValue> groundPrefix(Term.Ref ref) {
        List<RegoValue> prefix = new ArrayList<>();
        for (Term part : ref.path()) {
            if (!(part instanceof Term.Scalar scalar)) {
                break;
            }
            prefix.add(scalar.value());
        }
        return prefix;
    }

    /// `data.a.b` for the path `a`, `b`; parts that are no names are in brackets.
    public static String text(List<? extends RegoValue> path) {
        StringBuilder text = new StringBuilder(DATA);
        for (RegoValue part : path) {
            if (part instanceof RegoString s && isName(s.value())) {
                text.append('.').append(s.value());
            } else {
                text.append('[').append(part).append(']');
            }
        }
        return text.toString();
    }

    /// The ref `data` + path + the rest of `tail`.
    static Term.Ref ref(Span span, List<? extends Term> path, List<? extends Term> tail) {
        List<Term> whole = new ArrayList<>(path);
        whole.addAll(tail);
        return new Term.Ref(span, new Term.Var(span, DATA), whole);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && !Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
    }
}
