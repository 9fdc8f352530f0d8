package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.rego.CompiledPolicies;
import dev.portcullis.rego.Entrypoint;
import dev.portcullis.rego.bundle.Roots;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bundles that were compiled together, with their data.
///
/// @param notAfterNs the earliest end of a signature among them
/// @param shadow the trial of the one bundle that has policies; null when it is enforced
/// @param data of the bundles; never has the key of the lineage
record CompiledBundles(
        List<BundleRevision> revisions,
        long notAfterNs,
        PolicyOptions options,
        @Nullable Shadow shadow,
        CompiledPolicies compiled,
        RegoObject data)
        implements Policies {
    CompiledBundles {
        revisions = List.copyOf(revisions);
    }

    @Override
    public String entrypoint() {
        return options.entrypoint();
    }

    @Override
    public boolean strictBuiltinErrors() {
        return options.strictBuiltinErrors();
    }

    @Override
    public Evaluator bind(RegoObject lineage) {
        RegoObject.Builder base = RegoObject.builder();
        for (int slot = 0; slot < data.size(); slot++) {
            base.put(data.key(slot), data.value(slot));
        }
        base.put(Roots.RESERVED, lineage);
        Entrypoint bound = compiled.bind(base.build()).entrypoint(options.entrypoint());
        return bound::evaluate;
    }
}
