package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds locals of one body that nothing uses.
final class UnusedLocals {
    private final List<Line> lines;
    private final Scope scope;
    private final Set<String> users;
    private final boolean strict;

    /// An expression as written and with its locals renamed; null when it only declared some.
    record Line(Expression written, @Nullable Expression rewritten) {}

    UnusedLocals(List<Line> lines, Scope scope, Set<String> users, boolean strict) {
        this.lines = lines;
        this.scope = scope;
        this.users = users;
        this.strict = strict;
    }

    /// Assigned variables, which are only an error in strict mode; without any, declared ones.
    List<Diagnostic> find() {
        List<Diagnostic> found = strict ? assigned() : List.of();
        return found.isEmpty() ? declared() : found;
    }

    private List<Diagnostic> assigned() {
        List<Diagnostic> found = new ArrayList<>();
        for (Map.Entry<String, Scope.Local> each : locals(Scope.Origin.ASSIGNED)) {
            Scope.Local local = each.getValue();
            if (!local.isUsed() && !users.contains(each.getKey())) {
                Span place = place(line ->
                        line.rewritten() != null && names(line.rewritten()).contains(local.unique));
                found.add(unused(place, "assigned var " + each.getKey() + " unused"));
            }
        }
        return found;
    }

    private List<Diagnostic> declared() {
        List<Diagnostic> found = new ArrayList<>();
        List<Map.Entry<String, Scope.Local>> locals = locals(Scope.Origin.DECLARED);
        if (locals.isEmpty()) {
            return found;
        }
        Set<String> used = new HashSet<>();
        lines.stream().map(Line::rewritten).filter(Objects::nonNull).forEach(e -> used.addAll(names(e)));
        for (Map.Entry<String, Scope.Local> each : locals) {
            if (!used.contains(each.getValue().unique) && !users.contains(each.getKey())) {
                Span place = place(line -> Names.declared(line.written()).contains(each.getKey()));
                found.add(unused(place, "declared var " + Scope.written(each.getKey()) + " unused"));
            }
        }
        return found;
    }

    private List<Map.Entry<String, Scope.Local>> locals(Scope.Origin origin) {
        return scope.locals().entrySet().stream()
                .filter(e -> e.getValue().origin == origin)
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    /// The first expression that is meant, else the first of the body.
    private Span place(Predicate<Line> meant) {
        return lines.stream()
                .filter(meant)
                .findFirst()
                .orElse(lines.getFirst())
                .written()
                .span();
    }

    private static Set<String> names(Expression expression) {
        return VariableScan.all(Body.of(expression));
    }

    private static Diagnostic unused(Span place, String message) {
        return Diagnostic.error(Diagnostic.Code.COMPILE, place, message);
    }
}
