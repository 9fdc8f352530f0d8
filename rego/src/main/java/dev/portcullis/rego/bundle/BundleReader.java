package dev.portcullis.rego.bundle;

import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads bundles: `.manifest`, every `*.rego`, and `data.json`, `data.yaml` and `data.yml` merged at the paths of
/// their directories. Other files are ignored. Everything wrong is collected, so that an author sees it at once.
/// Without [Verification] a bundle is trusted as the disk it is on; one that is signed nevertheless is refused, as
/// somebody expected it to be verified.
public final class BundleReader {
    private static final String PATCH = "patch.json";

    private final BundleLimits limits;

    public BundleReader(BundleLimits limits) {
        this.limits = limits;
    }

    /// Reads the bundle in a directory; its name is the directory's.
    public BundleResult read(Path directory) {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        return read(name == null ? "bundle" : name.toString(), new DirectoryTree(directory));
    }

    /// Reads the bundle in a tree of files, without verifying it.
    public BundleResult read(String name, FileTree tree) {
        return read(name, tree, null);
    }

    /// Reads the bundle in a tree of files.
    ///
    /// @param verification how it has to be signed; null takes only a bundle that is not signed
    public BundleResult read(String name, FileTree tree, @Nullable Verification verification) {
        try {
            SortedMap<String, byte[]> files =
                    tree.read(verification == null ? BundleReader::isWanted : _ -> true, limits);
            BundleSignature signature =
                    verification == null ? unsigned(files) : BundleSignature.verify(files, verification);
            files.keySet().removeIf(path -> !isWanted(path) || BundleSignature.isSignatureFile(path));
            return new Reading(name, files, signature).result();
        } catch (BundleException e) {
            return new BundleResult.Rejected(List.of(e.diagnostic()));
        }
    }

    private static @Nullable BundleSignature unsigned(SortedMap<String, byte[]> files) throws BundleException {
        if (files.keySet().stream().anyMatch(BundleSignature::isSignatureFile)) {
            throw BundleToken.wrong("the bundle is signed, and no key is configured to verify it");
        }
        return null;
    }

    /// Whether a file is part of the bundle.
    ///
    /// @param path inside the bundle
    public static boolean isWanted(String path) {
        return path.equals(Manifest.FILE)
                || path.equals(PATCH)
                || BundleSignature.isSignatureFile(path)
                || path.endsWith(".rego")
                || isJson(path)
                || isYaml(path);
    }

    private static boolean isJson(String path) {
        return fileName(path).equals("data.json");
    }

    private static boolean isYaml(String path) {
        return fileName(path).equals("data.yaml") || fileName(path).equals("data.yml");
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// One bundle being read.
    private static final class Reading {
        private final String name;
        private final SortedMap<String, byte[]> files;
        private final @Nullable BundleSignature signature;
        private final List<Diagnostic> problems = new ArrayList<>();
        private final List<Bundle.Policy> policies = new ArrayList<>();
        private final DataTree data = new DataTree();

        Reading(String name, SortedMap<String, byte[]> files, @Nullable BundleSignature signature) {
            this.name = name;
            this.files = files;
            this.signature = signature;
        }

        BundleResult result() {
            Manifest manifest = manifest();
            files.forEach((path, content) -> {
                try {
                    file(path, content, manifest);
                } catch (BundleException e) {
                    problems.add(e.diagnostic());
                }
            });
            RegoObject document = data.build();
            checkData(document, new ArrayList<>(), manifest.roots());
            if (!problems.isEmpty()) {
                return new BundleResult.Rejected(problems);
            }
            String revision = manifest.revision().isEmpty() ? ContentDigest.of(files) : manifest.revision();
            return new BundleResult.Read(
                    new Bundle(name, revision, manifest.roots(), policies, document, manifest.metadata(), signature));
        }

        private Manifest manifest() {
            byte[] json = files.get(Manifest.FILE);
            if (json == null) {
                return Manifest.ABSENT;
            }
            try {
                return Manifest.parse(json);
            } catch (BundleException e) {
                problems.add(e.diagnostic());
                return Manifest.ABSENT;
            }
        }

        private void file(String path, byte[] content, Manifest manifest) throws BundleException {
            if (path.equals(PATCH)) {
                throw BundleException.rule(path, "delta bundles are not supported, send the whole bundle");
            }
            if (path.endsWith(".rego")) {
                policies.add(new Bundle.Policy(new Source(path, text(path, content)), manifest.versionOf(path)));
            } else if (isYaml(path)) {
                data.add(path, new YamlDocument(path).read(text(path, content)));
            } else if (isJson(path)) {
                data.add(path, json(path, content));
            }
        }

        private static RegoValue json(String path, byte[] content) throws BundleException {
            try {
                return RegoJson.read(content);
            } catch (JsonException e) {
                throw BundleException.syntax(path, e.row(), e.column(), e.getMessage());
            }
        }

        private static String text(String path, byte[] content) throws BundleException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
            } catch (CharacterCodingException e) {
                throw BundleException.syntax(path, 1, 1, "the file is not valid UTF-8");
            }
        }

        /// Walks data from the top and stops where a root begins: below it everything is permitted.
        private void checkData(RegoObject object, List<String> path, Roots roots) {
            for (int slot = 0; slot < object.size(); slot++) {
                path.addLast(((RegoString) object.key(slot)).value());
                if (!roots.contain(path)) {
                    if (object.value(slot) instanceof RegoObject inner
                            && roots.leadThrough(path)
                            && !isReserved(path)) {
                        checkData(inner, path, roots);
                    } else {
                        problems.add(refusal(path, roots));
                    }
                }
                path.removeLast();
            }
        }

        private static boolean isReserved(List<String> path) {
            return Roots.isReserved(path);
        }

        private static Diagnostic refusal(List<String> path, Roots roots) {
            String where = String.join("/", path);
            String message = isReserved(path)
                    ? "data at `/" + where + "` is reserved: `data." + Roots.RESERVED + "` belongs to the snapshot"
                    : "manifest roots " + roots + " do not permit data at path `/" + where + "`";
            return Diagnostic.error(Diagnostic.Code.COMPILE, BundleException.start(Manifest.FILE), message);
        }
    }
}
