package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import java.util.List;

/// One parsed file.
///
/// @param span of the package line
/// @param path the package as a ground ref below `data`, such as `data.portcullis`
/// @param annotations `# METADATA` blocks in source order
public record Module(
        Source source,
        RegoVersion version,
        Span span,
        Term.Ref path,
        List<Import> imports,
        List<Rule> rules,
        List<Annotation> annotations) {
    public Module {
        imports = List.copyOf(imports);
        rules = List.copyOf(rules);
        annotations = List.copyOf(annotations);
    }

    /// The same module with other rules.
    public Module withRules(List<Rule> replaced) {
        return new Module(source, version, span, path, imports, replaced, annotations);
    }
}
