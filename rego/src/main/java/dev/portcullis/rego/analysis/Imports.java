package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.value.RegoString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Imports: the names they give, and that no two give one.
final class Imports {
    private Imports() {}

    /// Whether a document is imported and not a level of the language.
    static boolean isDocument(Import imported) {
        return imported.path().head() instanceof Term.Var head && Names.isDocument(head.name());
    }

    /// The name that the import gives.
    static String name(Import imported) {
        if (imported.alias() != null) {
            return imported.alias();
        }
        List<Term> path = imported.path().path();
        if (!path.isEmpty() && path.getLast() instanceof Term.Scalar(var _, RegoString name)) {
            return name.value();
        }
        return imported.path().head() instanceof Term.Var head ? head.name() : "";
    }

    /// The import as an author would write it.
    static String text(Import imported) {
        String path = "import " + TermText.write(imported.path());
        return imported.alias() == null ? path : path + " as " + imported.alias();
    }

    /// Reports every import whose name an earlier one has.
    static void checkDistinct(Module module, Findings findings) {
        Map<String, Import> byName = new HashMap<>();
        for (Import imported : module.imports()) {
            Import earlier = byName.putIfAbsent(name(imported), imported);
            if (earlier != null) {
                findings.add(Diagnostic.error(
                        Diagnostic.Code.COMPILE, imported.span(), "import must not shadow " + text(earlier)));
            }
        }
    }
}
