package dev.portcullis.bridge.aws;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// What is wrong with a file is said at the start, and not with the first request.
final class RequiredFiles {
    private RequiredFiles() {}

    /// @throws IOException with a sentence that names the file, and nothing of what is in it
    static void check(AwsSettings settings) throws IOException {
        for (TokenFile token : settings.tokenFiles()) {
            check("token file", token.file(), token::read);
        }
        WebIdentity identity = settings.webIdentity();
        if (identity != null) {
            check("key set", identity.keys(), () -> readKeys(identity.keys()));
        }
        Path credentials = settings.sts().credentials();
        if (credentials != null) {
            check("file of credentials for AWS", credentials, () -> refuseReadableByOthers(credentials));
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }

    /// Exceptions of the file system have the file's name as their message.
    private static void check(String what, Path file, Reading reading) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the " + what + " `" + file + "` cannot be read");
        }
        try {
            reading.read();
        } catch (FileSystemException unreadable) {
            throw new IOException("the " + what + " `" + file + "` cannot be read", unreadable);
        }
    }

    private static void readKeys(Path file) throws IOException {
        try {
            new KeyFile(file).keys();
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException wrong) {
            throw new IOException("`" + file + "`: " + wrong.getMessage(), wrong);
        }
    }

    private static void refuseReadableByOthers(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IOException("the file of credentials for AWS `" + file + "` can be read by others");
        }
    }
}
