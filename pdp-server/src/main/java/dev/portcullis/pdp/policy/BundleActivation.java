package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Policies;
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

/// Turns bundles that were read into policies that may decide.
public final class BundleActivation {
    private final RegoCompiler compiler;
    private final PolicyOptions options;

    public BundleActivation(RegoCompiler compiler, PolicyOptions options) {
        this.compiler = compiler;
        this.options = options;
    }

    Activation prepare(List<Bundle> bundles) {
        BundleSet set = new BundleSet(bundles);
        List<PolicySource> sources = set.policies().stream()
                .map(policy -> new PolicySource(policy.source(), policy.version()))
                .toList();
        return switch (compiler.compile(sources)) {
            case Compilation.Rejected(List<Diagnostic> diagnostics) -> rejected(diagnostics);
            case Compilation.Compiled(CompiledPolicies compiled) -> {
                List<Diagnostic> problems = set.problems();
                yield problems.isEmpty() ? checked(set, compiled) : rejected(problems);
            }
        };
    }

    private Activation checked(BundleSet set, CompiledPolicies compiled) {
        if (!defines(compiled, options.entrypoint())) {
            return new Activation.Rejected(List.of("no bundle defines the entrypoint `" + options.entrypoint() + "`"));
        }
        Optional<String> secret = SecretInData.find(set.data());
        if (secret.isPresent()) {
            return new Activation.Rejected(List.of("`" + secret.get() + "` holds what looks like a secret"));
        }
        List<BundleRevision> revisions = set.bundles().stream()
                .map(bundle -> new BundleRevision(bundle.name(), bundle.revision()))
                .sorted(Comparator.comparing(BundleRevision::name))
                .toList();
        return new Activation.Ready(new CompiledBundles(revisions, notAfterNs(set), options, compiled, set.data()));
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
