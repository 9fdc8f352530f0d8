package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import org.jspecify.annotations.Nullable;

/// One thing that makes a bundle unusable. [BundleReader] collects them; none leaves it.
public final class BundleException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    private BundleException(Diagnostic diagnostic) {
        super(diagnostic.text(), null, false, false);
        this.diagnostic = diagnostic;
    }

    /// A file that breaks a rule of bundles.
    ///
    /// @param file path inside the bundle, or of the bundle itself
    public static BundleException rule(String file, String message) {
        return new BundleException(Diagnostic.error(Diagnostic.Code.COMPILE, start(file), message));
    }

    /// A file that is not the JSON, YAML or text it should be.
    ///
    /// @param row line, from 1
    /// @param column column, from 1
    static BundleException syntax(String file, int row, int column, @Nullable String message) {
        String text = message == null ? "cannot be read" : message;
        return new BundleException(Diagnostic.error(Diagnostic.Code.PARSE, new Span(file, row, column, 0, 0), text));
    }

    /// What is wrong, and where.
    public Diagnostic diagnostic() {
        return diagnostic;
    }

    static Span start(String file) {
        return new Span(file, 1, 1, 0, 0);
    }
}
