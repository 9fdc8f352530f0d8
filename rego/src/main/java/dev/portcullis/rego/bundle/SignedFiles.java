package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files a token lists, and whether a bundle consists of exactly these. Data files and the manifest are digested
/// over their JSON with sorted keys, everything else over its bytes (OPA 1.22, `bundle/hash.go`).
final class SignedFiles {
    /// OPA takes MD5 and SHA-1 as well; who can choose a file's content can make two that have one such digest.
    private static final Map<String, String> DIGESTS = Map.of(
            "SHA-224", "SHA-224",
            "SHA-256", "SHA-256",
            "SHA-384", "SHA-384",
            "SHA-512", "SHA-512",
            "SHA-512-224", "SHA-512/224",
            "SHA-512-256", "SHA-512/256");
    private static final Set<String> STRUCTURED = Set.of("data.json", "data.yaml", "data.yml", Manifest.FILE);

    private final Map<String, Expected> byPath;

    private SignedFiles(Map<String, Expected> byPath) {
        this.byPath = byPath;
    }

    /// @param digest lower-case hexadecimal
    private record Expected(String digestName, String digest) {}

    /// The list of a payload.
    static SignedFiles of(RegoObject payload) throws BundleException {
        if (!(payload.get("files") instanceof RegoArray files)) {
            throw BundleToken.wrong("`files` of the token must be an array");
        }
        Map<String, Expected> byPath = new TreeMap<>();
        for (RegoValue file : files.toList()) {
            if (!(file instanceof RegoObject entry)) {
                throw BundleToken.wrong("each of `files` of the token must be an object");
            }
            String path = withoutSlash(BundleToken.text(entry, "name"));
            if (byPath.put(path, expected(path, entry)) != null) {
                throw BundleToken.wrong("the token lists `" + path + "` twice");
            }
        }
        return new SignedFiles(byPath);
    }

    private static Expected expected(String path, RegoObject entry) throws BundleException {
        String algorithm = BundleToken.text(entry, "algorithm");
        String digest = DIGESTS.get(algorithm);
        if (digest == null) {
            throw BundleToken.wrong("the token digests `" + path + "` by `" + algorithm + "`, accepted are "
                    + String.join(", ", new TreeSet<>(DIGESTS.keySet())));
        }
        return new Expected(digest, BundleToken.text(entry, "hash"));
    }

    /// Refuses a bundle that is not exactly these files.
    ///
    /// @param files all files of the bundle but the signature file
    void check(Map<String, byte[]> files) throws BundleException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = file.getKey();
            Expected expected = byPath.get(path);
            if (expected == null) {
                throw BundleException.rule(path, "the signature does not cover this file");
            }
            if (!expected.digest.equals(digest(path, file.getValue(), expected.digestName))) {
                throw BundleException.rule(path, "the content is not what was signed");
            }
        }
        for (String path : byPath.keySet()) {
            if (!files.containsKey(path)) {
                throw BundleException.rule(path, "the file was signed and is missing");
            }
        }
    }

    private static String digest(String path, byte[] content, String name) throws BundleException {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            boolean structured = STRUCTURED.contains(path.substring(path.lastIndexOf('/') + 1));
            return HexFormat.of().formatHex(digest.digest(structured ? canonical(path, content) : content));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("BUG: every JDK has " + name, missing);
        }
    }

    private static byte[] canonical(String path, byte[] content) throws BundleException {
        try {
            RegoValue document = path.endsWith(".yaml") || path.endsWith(".yml")
                    ? new YamlDocument(path).read(new String(content, StandardCharsets.UTF_8))
                    : RegoJson.read(content);
            return RegoJson.write(document).getBytes(StandardCharsets.UTF_8);
        } catch (JsonException wrong) {
            throw BundleException.syntax(path, wrong.row(), wrong.column(), wrong.getMessage());
        }
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
