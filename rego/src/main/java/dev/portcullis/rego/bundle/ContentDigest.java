package dev.portcullis.rego.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/// The SHA-256 of a whole tree of files: names and contents, each preceded by its length.
final class ContentDigest {
    private static final int SHOWN_BYTES = 12;

    private ContentDigest() {}

    /// `sha256:` and the first 24 hexadecimal digits: a revision for bundles that name none.
    static String of(SortedMap<String, byte[]> files) {
        MessageDigest digest = start();
        files.forEach((path, content) -> {
            update(digest, path.getBytes(StandardCharsets.UTF_8));
            update(digest, content);
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    }

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("BUG: every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.length));
        digest.update(bytes);
    }
}
