package dev.portcullis.bridge.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A subject's id as `RoleSessionName`, 2 to 64 of `[A-Za-z0-9_+=,.@-]`: a dash for every other character, and for a
/// long
/// one its end with a digest of the whole. Meant for people who read CloudTrail; what leads back to the subject is the
/// source identity.
final class SessionName {
    private static final int LONGEST = 64;
    private static final int DIGEST_CHARACTERS = 16;

    private SessionName() {}

    static String of(String subjectId) {
        String plain = subjectId.replaceAll("[^A-Za-z0-9_+=,.@-]", "-");
        if (plain.length() > LONGEST) {
            String end = plain.substring(plain.length() - (LONGEST - DIGEST_CHARACTERS - 1));
            return digest(subjectId) + "-" + end;
        }
        return plain.length() < 2 ? plain + "--" : plain;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("BUG: every JDK has SHA-256", impossible);
        }
    }
}
