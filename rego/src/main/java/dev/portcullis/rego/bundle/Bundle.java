package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A bundle as read: policy text and data, checked against the manifest as far as that is possible without parsing.
///
/// @param name what the configuration calls it; appears in decisions and logs
/// @param revision the manifest's revision, or a digest of the content (`sha256:…`) when it names none
/// @param policies in the order of their paths
/// @param data the merged data files; never has the key `lineage`
/// @param metadata the manifest's free part
public record Bundle(
        String name, String revision, Roots roots, List<Policy> policies, RegoObject data, RegoObject metadata) {
    public Bundle {
        policies = List.copyOf(policies);
    }

    /// One policy file.
    ///
    /// @param source named by its path inside the bundle
    /// @param version the language level the manifest gives it
    public record Policy(Source source, RegoVersion version) {}

    /// Checks what only parsing tells: that every package lies within the roots and none is reserved.
    ///
    /// @param packages for each policy file its package path without `data`
    /// @return what is wrong; empty when all is well
    public List<Diagnostic> checkPackages(Map<String, List<String>> packages) {
        List<Diagnostic> problems = new ArrayList<>();
        for (Policy policy : policies) {
            String file = policy.source().name();
            List<String> path = packages.get(file);
            if (path != null && !roots.contain(path)) {
                problems.add(
                        Diagnostic.error(Diagnostic.Code.COMPILE, BundleException.start(file), refusal(path, roots)));
            }
        }
        return problems;
    }

    private static String refusal(List<String> path, Roots roots) {
        String name = String.join(".", path);
        return Roots.isReserved(path)
                ? "package `" + name + "` is reserved: `data." + Roots.RESERVED + "` belongs to the snapshot"
                : "manifest roots " + roots + " do not permit package `" + name + "`";
    }
}
