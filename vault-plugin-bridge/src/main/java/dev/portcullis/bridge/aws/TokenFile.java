package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A file with a token, for processes on the same host: whoever can read it is the subject. It is read anew for each
/// request, so it can be replaced at any time. The same file is what SDKs read, and not all of them cut off a line
/// break.
///
/// @param file readable by its owner and group at most
/// @param subject who holds the token
public record TokenFile(Path file, Question.Subject subject) {
    private static final int SHORTEST = 32;
    private static final int LONGEST = 4_096;

    /// Whether this is the token in the file. Takes as long for any token; a file that is not usable holds none.
    boolean holds(String token) {
        try {
            return MessageDigest.isEqual(digest(read()), digest(token));
        } catch (IOException unusable) {
            return false;
        }
    }

    /// The token.
    ///
    /// @throws IOException when the file cannot be read, others can read it, or it holds no token
    String read() throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException("the token file `" + file + "` can be read by others");
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException("the token file `" + file + "` has more than " + LONGEST + " bytes");
        }
        String token = Files.readString(file);
        if (token.endsWith("\n")) {
            throw new IOException("the token file `" + file
                    + "` ends with a line break, which the AWS SDK for Python does not accept");
        }
        if (token.length() < SHORTEST || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException("the token file `" + file + "` holds no single word of at least " + SHORTEST
                    + " printable ASCII characters");
        }
        return token;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("BUG: every JDK has SHA-256", impossible);
        }
    }
}
