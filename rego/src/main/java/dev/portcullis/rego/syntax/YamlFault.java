package dev.portcullis.rego.syntax;

import org.jspecify.annotations.Nullable;

/// Messages of the YAML library in the words of go-yaml, which OPA shows.
final class YamlFault {
    private YamlFault() {}

    /// @param context what was being read; null when the library does not say
    static String text(@Nullable String context, String problem) {
        if (problem.startsWith("expected <block end>")) {
            return context != null && context.contains("mapping")
                    ? "did not find expected key"
                    : "did not find expected '-' indicator";
        }
        if (problem.startsWith("expected ',' or ']'")) {
            return "did not find expected ',' or ']'";
        }
        if (problem.startsWith("expected ',' or '}'")) {
            return "did not find expected ',' or '}'";
        }
        if (problem.startsWith("expected the node content")) {
            return "did not find expected node content";
        }
        if (problem.startsWith("expected '<document start>'")) {
            return "did not find expected <document start>";
        }
        if (problem.startsWith("found character") && problem.contains("cannot start any token")) {
            return "found character that cannot start any token";
        }
        if (problem.startsWith("expected chomping or") || problem.startsWith("expected a comment or a line break")) {
            return "did not find expected comment or line break";
        }
        if (problem.startsWith("expected escape sequence of")) {
            return "did not find expected hexdecimal number";
        }
        if (problem.startsWith("found unknown escape character")) {
            return "found unknown escape character";
        }
        return switch (problem) {
            case "mapping values are not allowed here" -> "mapping values are not allowed in this context";
            case "sequence entries are not allowed here" -> "block sequence entries are not allowed in this context";
            case "mapping keys are not allowed here" -> "mapping keys are not allowed in this context";
            default -> problem;
        };
    }
}
