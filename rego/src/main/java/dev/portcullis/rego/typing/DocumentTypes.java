package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Findings;
import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.builtin.Builtins;

/// The types of the documents that rules define. Immutable once made; queries are checked against it.
public final class DocumentTypes {
    private final RuleTree tree;
    private final Builtins builtins;
    private final Environment documents;
    private final Dependencies dependencies;

    DocumentTypes(RuleTree tree, Builtins builtins, Environment documents, Dependencies dependencies) {
        this.tree = tree;
        this.builtins = builtins;
        this.documents = documents;
        this.dependencies = dependencies;
    }

    /// Refuses a resolved and ordered query that can never hold by its types. As in OPA, `==` has a value in a query,
    /// so its sides may differ in type.
    public void check(Body query, FunctionCheck functions, Findings findings) {
        Naming naming = new Naming();
        Body flat = new Flattening(naming, tree, functions, false).body(query);
        Signatures signatures = new Signatures(builtins);
        BodyCheck bodies = new BodyCheck(signatures, new Replacements(dependencies, signatures), naming);
        for (Finding finding : bodies.check(documents, flat).findings()) {
            findings.add(finding.diagnostic());
        }
    }
}
