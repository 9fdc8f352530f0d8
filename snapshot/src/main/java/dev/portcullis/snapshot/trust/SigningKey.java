package dev.portcullis.snapshot.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.EnumSet;

/// A private Ed25519 key and the id under which trust files know its public half. Signatures are deterministic
/// (RFC 8032): same key, same message, same 64 bytes.
public final class SigningKey {
    /// The name of a private key file is the key id and this.
    static final String SUFFIX = ".pem";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final long MAX_FILE_BYTES = 4096;

    private final String id;
    private final PrivateKey key;

    private SigningKey(String id, PrivateKey key) {
        this.id = id;
        this.key = key;
    }

    /// A key from elsewhere, such as a key store.
    public static SigningKey of(String keyId, PrivateKey key) {
        if (!TrustedKey.isId(keyId)) {
            throw new IllegalArgumentException("not a key id: `" + keyId + "`");
        }
        if (!Ed25519.isPrivateKey(key)) {
            throw new IllegalArgumentException("key `" + keyId + "` is not an Ed25519 key");
        }
        return new SigningKey(keyId, key);
    }

    /// Reads `<key id>.pem`.
    public static SigningKey read(Path file) throws IOException, TrustException {
        String name = String.valueOf(file.getFileName());
        String keyId = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return read(file, keyId);
    }

    /// Reads a PKCS#8 PEM file that nobody but its owner may open.
    ///
    /// @throws TrustException when the mode is wider than 0600, or the content is not one Ed25519 key
    public static SigningKey read(Path file, String keyId) throws IOException, TrustException {
        if (!TrustedKey.isId(keyId)) {
            throw new TrustException(
                    file + ": `" + keyId + "` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and underscore");
        }
        refuseWideMode(file);
        long size = Files.size(file);
        if (size > MAX_FILE_BYTES) {
            throw new TrustException(
                    file + ": has " + size + " bytes, a private key file has at most " + MAX_FILE_BYTES);
        }
        return new SigningKey(keyId, parse(file, Files.readString(file, StandardCharsets.ISO_8859_1)));
    }

    private static void refuseWideMode(Path file) throws IOException, TrustException {
        var wide = EnumSet.noneOf(PosixFilePermission.class);
        wide.addAll(Files.getPosixFilePermissions(file));
        String mode = PosixFilePermissions.toString(wide);
        wide.remove(PosixFilePermission.OWNER_READ);
        wide.remove(PosixFilePermission.OWNER_WRITE);
        if (!wide.isEmpty()) {
            throw new TrustException(file + ": has mode `" + mode + "`, a private key file has at most `rw-------`");
        }
    }

    private static PrivateKey parse(Path file, String pem) throws TrustException {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() < BEGIN.length() + END.length()) {
            throw new TrustException(file + ": is not one PKCS#8 block between `" + BEGIN + "` and `" + END + "`");
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            return Ed25519.privateKey(Base64.getDecoder().decode(body.replaceAll("\\s", "")));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            // The cause is dropped: a decoder's message may quote the input.
            throw new TrustException(file + ": does not hold an Ed25519 private key in PKCS#8");
        }
    }

    /// The id that trust files use.
    public String id() {
        return id;
    }

    /// Signs a message: 64 bytes.
    public byte[] sign(byte[] message) {
        return Ed25519.sign(key, message);
    }

    /// Names the key; never shows it.
    @Override
    public String toString() {
        return "signing key `" + id + "`";
    }

    /// The PEM text of a private key, for [KeyPairFiles].
    static String pem(PrivateKey key) {
        return BEGIN + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + END + "\n";
    }
}
