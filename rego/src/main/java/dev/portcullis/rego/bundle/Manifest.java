package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `.manifest` of a bundle. Top-level keys it does not know are ignored, as OPA does.
///
/// @param revision empty when the manifest names none
/// @param version the language level of files that no pattern matches
/// @param fileVersions the first matching pattern decides, in the order of the patterns' texts
/// @param metadata whatever the author put there
record Manifest(
        String revision, Roots roots, RegoVersion version, List<FileVersion> fileVersions, RegoObject metadata) {
    static final String FILE = ".manifest";
    static final Manifest ABSENT = new Manifest("", Roots.EVERYTHING, RegoVersion.V1, List.of(), RegoObject.empty());

    Manifest {
        fileVersions = List.copyOf(fileVersions);
    }

    /// A pattern of `file_rego_versions` and its level.
    record FileVersion(PathGlob pattern, RegoVersion version) {}

    /// @param path inside the bundle, without a leading `/`
    RegoVersion versionOf(String path) {
        for (FileVersion candidate : fileVersions) {
            if (candidate.pattern().matches("/" + path)) {
                return candidate.version();
            }
        }
        return version;
    }

    /// Reads the manifest's JSON.
    static Manifest parse(byte[] json) throws BundleException {
        RegoValue document;
        try {
            document = RegoJson.read(json);
        } catch (JsonException e) {
            throw BundleException.syntax(FILE, e.row(), e.column(), e.getMessage());
        }
        if (!(document instanceof RegoObject object)) {
            throw wrong("the manifest", "an object", document);
        }
        Roots roots = roots(present(object, "roots"));
        String problem = roots.problem();
        if (problem != null) {
            throw BundleException.rule(FILE, problem);
        }
        RegoValue version = present(object, "rego_version");
        return new Manifest(
                revision(present(object, "revision")),
                roots,
                version == null ? RegoVersion.V1 : version("rego_version", version),
                fileVersions(present(object, "file_rego_versions")),
                metadata(present(object, "metadata")));
    }

    private static String revision(@Nullable RegoValue value) throws BundleException {
        if (value == null) {
            return "";
        }
        if (value instanceof RegoString text) {
            return text.value();
        }
        throw wrong("`revision`", "a string", value);
    }

    private static Roots roots(@Nullable RegoValue value) throws BundleException {
        if (value == null) {
            return Roots.EVERYTHING;
        }
        if (!(value instanceof RegoArray array)) {
            throw wrong("`roots`", "an array of strings", value);
        }
        List<String> paths = new ArrayList<>();
        for (RegoValue element : array.toList()) {
            if (!(element instanceof RegoString path)) {
                throw wrong("each of `roots`", "a string", element);
            }
            paths.add(path.value());
        }
        return new Roots(paths);
    }

    private static List<FileVersion> fileVersions(@Nullable RegoValue value) throws BundleException {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof RegoObject patterns)) {
            throw wrong("`file_rego_versions`", "an object", value);
        }
        List<FileVersion> versions = new ArrayList<>();
        for (int slot : patterns.sortedSlots()) {
            String pattern = ((RegoString) patterns.key(slot)).value();
            RegoVersion version = version("file_rego_versions." + pattern, patterns.value(slot));
            try {
                versions.add(new FileVersion(PathGlob.parse(pattern), version));
            } catch (IllegalArgumentException e) {
                throw BundleException.rule(FILE, "`file_rego_versions`: " + e.getMessage());
            }
        }
        return versions;
    }

    private static RegoVersion version(String name, RegoValue value) throws BundleException {
        return switch (RegoJson.write(value)) {
            case "0" -> RegoVersion.V0;
            case "1" -> RegoVersion.V1;
            case "2" -> RegoVersion.V2;
            case String other ->
                throw BundleException.rule(FILE, "`" + name + "` is `" + other + "`, allowed are 0, 1 and 2");
        };
    }

    private static RegoObject metadata(@Nullable RegoValue value) throws BundleException {
        if (value == null) {
            return RegoObject.empty();
        }
        if (value instanceof RegoObject object) {
            return object;
        }
        throw wrong("`metadata`", "an object", value);
    }

    /// JSON null counts as left out, as it does for OPA's decoder.
    private static @Nullable RegoValue present(RegoObject object, String key) {
        RegoValue value = object.get(key);
        return value instanceof RegoNull ? null : value;
    }

    private static BundleException wrong(String what, String wanted, RegoValue actual) {
        return BundleException.rule(FILE, what + " must be " + wanted + ", not " + actual.typeName());
    }
}
