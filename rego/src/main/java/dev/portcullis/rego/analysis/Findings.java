package dev.portcullis.rego.analysis;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What the phases found. A *fatal* finding leaves the tree in a state that later phases cannot judge: compilation ends
/// with its phase. Others let the later phases run, so that one compilation reports as much as it can.
public final class Findings {
    private static final Diagnostic LIMIT_REACHED =
            Diagnostic.error(Diagnostic.Code.COMPILE, Span.NONE, "error limit reached");

    private final int limit;
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean stopped;

    /// @param limit after how many findings compilation gives up; 0 is no limit
    public Findings(int limit) {
        this.limit = limit;
    }

    /// Takes a finding that ends compilation with its phase.
    public void fatal(Diagnostic diagnostic) {
        stopped = true;
        add(diagnostic);
    }

    /// Takes findings that end compilation with their phase, if there are any.
    public void fatal(Collection<Diagnostic> diagnostics) {
        diagnostics.forEach(this::fatal);
    }

    /// Takes a finding that later phases can live with.
    public void add(Diagnostic diagnostic) {
        if (limit > 0 && found.size() >= limit) {
            return;
        }
        found.add(diagnostic);
        stopped |= found.size() == limit;
    }

    /// Takes findings that later phases can live with.
    public void addAll(Collection<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /// Whether no further phase may run.
    public boolean stopped() {
        return stopped;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// The findings by place, those without one last, then by text; behind them, when there were too many, that there
    /// are more.
    public List<Diagnostic> sorted() {
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Diagnostic d) -> d.span().row() == 0)
                .thenComparing(d -> d.span().file())
                .thenComparingInt(d -> d.span().row())
                .thenComparingInt(d -> d.span().column())
                .thenComparing(d -> d.code().text() + ": " + d.message()));
        if (limit > 0 && found.size() >= limit) {
            sorted.add(LIMIT_REACHED);
        }
        return sorted;
    }
}
