package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bundle as read: policy text and data, checked against the manifest as far as that is possible without parsing.
///
/// @param name what the configuration calls it; appears in decisions and logs
/// @param revision the manifest's revision, or a digest of the content (`sha256:…`) when it names none
/// @param policies in the order of their paths
/// @param data the merged data files; never has the key `lineage`
/// @param metadata the manifest's free part
/// @param signature null when the configuration asks for none
public record Bundle(
        String name,
        String revision,
        Roots roots,
        List<Policy> policies,
        RegoObject data,
        RegoObject metadata,
        @Nullable BundleSignature signature) {
    public Bundle {
        policies = List.copyOf(policies);
    }

    /// One policy file.
    ///
    /// @param source named by its path inside the bundle
    /// @param version the language level the manifest gives it
    public record Policy(Source source, RegoVersion version) {}
}
