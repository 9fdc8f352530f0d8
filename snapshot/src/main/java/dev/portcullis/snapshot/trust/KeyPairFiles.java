package dev.portcullis.snapshot.trust;

import dev.portcullis.snapshot.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A freshly made key pair: the private half in a file of its own, the public half as a line for trust files.
///
/// @param privateKey the file `<key id>.pem`, PKCS#8, mode 0600
/// @param trusted what a trust file has to say; [TrustedKey#line()] is the line
public record KeyPairFiles(Path privateKey, TrustedKey trusted) {
    /// Makes a pair and writes the private half into a directory.
    ///
    /// @param notBefore start of validity; null for none
    /// @param notAfter end of validity; null for none
    /// @throws java.nio.file.FileAlreadyExistsException when the directory has a key of that id; it is left alone
    public static KeyPairFiles generate(
            Path directory,
            String keyId,
            Set<Purpose> purposes,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter)
            throws IOException {
        KeyPair pair = Ed25519.generate();
        var trusted = new TrustedKey(keyId, purposes, notBefore, notAfter, pair.getPublic());
        Path file = directory.resolve(keyId + SigningKey.SUFFIX);
        WholeFile.createNew(file, SigningKey.pem(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII));
        return new KeyPairFiles(file, trusted);
    }

    /// Adds the line to a trust file, or begins one.
    ///
    /// @throws TrustException when the file is not valid with the line added, for example because the id is taken;
    /// it is left alone
    public void appendTo(Path trustFile) throws IOException, TrustException {
        String before = "";
        if (Files.exists(trustFile)) {
            Trust.read(trustFile);
            before = Files.readString(trustFile, StandardCharsets.ISO_8859_1);
        }
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        String after = before + separator + trusted.line() + "\n";
        Trust.parse(trustFile.toString(), after);
        WholeFile.replaceReadable(trustFile, after.getBytes(StandardCharsets.ISO_8859_1));
    }
}
