package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompiledPolicies;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.Bundle;
import dev.portcullis.rego.bundle.BundleSet;
import dev.portcullis.rego.bundle.BundleSignature;
import dev.portcullis.rego.source.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns bundles that were read into policies that may decide.
public final class BundleActivation {
    private final RegoCompiler compiler;
    private final PolicyOptions options;

    public BundleActivation(RegoCompiler compiler, PolicyOptions options) {
        this.compiler = compiler;
        this.options = options;
    }

    /// @param shadow the trial that one of the bundles is on; null for none
    Activation prepare(List<Bundle> bundles, @Nullable Shadow shadow) {
        BundleSet set = new BundleSet(bundles);
        List<PolicySource> sources = set.policies().stream()
                .map(policy -> new PolicySource(policy.source(), policy.version()))
                .toList();
        return switch (compiler.compile(sources)) {
            case Compilation.Rejected(List<Diagnostic> diagnostics) -> rejected(diagnostics);
            case Compilation.Compiled(CompiledPolicies compiled) -> {
                List<Diagnostic> problems = set.problems();
                yield problems.isEmpty() ? checked(set, compiled, shadow) : rejected(problems);
            }
        };
    }

    private Activation checked(BundleSet set, CompiledPolicies compiled, @Nullable Shadow shadow) {
        if (!defines(compiled, options.entrypoint())) {
            return new Activation.Rejected(List.of("no bundle defines the entrypoint `" + options.entrypoint() + "`"));
        }
        Optional<String> secret = SecretInData.find(set.data());
        if (secret.isPresent()) {
            return new Activation.Rejected(List.of("`" + secret.get() + "` holds what looks like a secret"));
        }
        List<String> uncovered = shadow == null ? List.of() : besides(set, shadow);
        if (!uncovered.isEmpty()) {
            return new Activation.Rejected(uncovered);
        }
        List<BundleRevision> revisions = set.bundles().stream()
                .map(bundle -> new BundleRevision(bundle.name(), bundle.revision()))
                .sorted(Comparator.comparing(BundleRevision::name))
                .toList();
        return new Activation.Ready(
                new CompiledBundles(revisions, notAfterNs(set), options, shadow, compiled, set.data()));
    }

    /// A trial never covers another bundle, and no answer tells which of several bundles it would have been without
    /// one of them. So a bundle on trial is the only one with policies; others may bring data.
    private static List<String> besides(BundleSet set, Shadow shadow) {
        return set.bundles().stream()
                .filter(bundle -> !bundle.name().equals(shadow.bundle())
                        && !bundle.policies().isEmpty())
                .map(bundle -> "bundle `" + shadow.bundle() + "` is on trial, which never covers another bundle, but `"
                        + bundle.name() + "` has policies too")
                .toList();
    }

    /// A bundle without an end is as fresh as the disk it is on.
    private static long notAfterNs(BundleSet set) {
        long earliest = Policies.NEVER_STALE;
        for (Bundle bundle : set.bundles()) {
            BundleSignature signature = bundle.signature();
            if (signature != null && signature.notAfterNs() != null) {
                earliest = Math.min(earliest, signature.notAfterNs());
            }
        }
        return earliest;
    }

    /// Whether some rule stands at the entrypoint or below it.
    private static boolean defines(CompiledPolicies compiled, String entrypoint) {
        return compiled.documents().stream()
                .anyMatch(document -> document.equals(entrypoint) || document.startsWith(entrypoint + "."));
    }

    private static Activation rejected(List<Diagnostic> diagnostics) {
        return new Activation.Rejected(
                diagnostics.stream().map(Diagnostic::text).toList());
    }
}
