package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Joins metadata to the next package line, import or rule below it, and checks that its scope fits there.
final class AnnotationTargets {
    private record Target(Span span, String kind) {}

    private final List<Target> targets = new ArrayList<>();

    AnnotationTargets(Span packageLine, List<Import> imports, List<Rule> rules) {
        targets.add(new Target(packageLine, "package"));
        imports.forEach(line -> targets.add(new Target(line.span(), "import")));
        rules.forEach(rule -> targets.add(new Target(rule.span(), "rule")));
        targets.sort(Comparator.comparingInt(target -> target.span.row()));
    }

    /// The blocks with their targets; what does not fit is added to `errors`.
    List<Annotation> attached(List<MetadataBlock> blocks, List<Diagnostic> errors) {
        List<Annotation> attached = new ArrayList<>();
        for (MetadataBlock block : blocks) {
            Target target = below(block.span().row());
            String scope = scope(block, target);
            String fault = fault(scope, target);
            if (fault != null) {
                errors.add(Diagnostic.error(Diagnostic.Code.PARSE, block.span(), fault));
            }
            if (block.entrypoint() && !scope.equals("document") && !scope.equals("package")) {
                errors.add(Diagnostic.error(
                        Diagnostic.Code.PARSE,
                        block.span(),
                        "annotation entrypoint applied to non-document or package scope '" + scope + "'"));
            }
            if (fault == null && target != null) {
                Annotation.Scope known = Annotation.Scope.valueOf(scope.toUpperCase(Locale.ROOT));
                attached.add(new Annotation(block.span(), known, target.span, withScope(block.content(), scope)));
            }
        }
        return attached;
    }

    private @Nullable Target below(int row) {
        for (Target target : targets) {
            if (target.span.row() > row) {
                return target;
            }
        }
        return null;
    }

    /// The scope as written, or the usual one of the target; that of an import exists only to be refused.
    private static String scope(MetadataBlock block, @Nullable Target target) {
        if (!block.scope().isEmpty() || target == null) {
            return block.scope();
        }
        return target.kind.equals("rule") && block.entrypoint() ? "document" : target.kind;
    }

    private static @Nullable String fault(String scope, @Nullable Target target) {
        String wanted = switch (scope) {
            case "rule", "document" -> "rule";
            case "package", "subpackages" -> "package";
            default -> "";
        };
        if (wanted.isEmpty()) {
            return "invalid annotation scope '" + scope
                    + "'. Use one of 'rule', 'document', 'package', or 'subpackages'";
        }
        if (target != null && target.kind.equals(wanted)) {
            return null;
        }
        String found = target == null ? "" : " (have " + target.kind + ")";
        return "annotation scope '" + scope + "' must be applied to " + wanted + found;
    }

    private static RegoObject withScope(RegoObject content, String scope) {
        RegoObject.Builder all = RegoObject.builder().put("scope", RegoString.of(scope));
        for (int slot = 0; slot < content.size(); slot++) {
            all.put(content.key(slot), content.value(slot));
        }
        return all.build();
    }
}
