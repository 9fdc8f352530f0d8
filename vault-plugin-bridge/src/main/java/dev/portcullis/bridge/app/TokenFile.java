package dev.portcullis.bridge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Supplier;

/// The proxy's own token, read anew for each use, so that whoever renews it only replaces the file. A message about it
/// names the file and never what is in it.
record TokenFile(Path file) implements Supplier<String> {
    /// What a header may hold; tokens of Vault and OpenBao are of these characters.
    private static final String PRINTABLE = "[\\x21-\\x7e]{1,4096}";

    /// Checks the file once, before anything starts.
    ///
    /// @throws StartException when it is not there, holds no token, or is for everyone to read
    void check() throws StartException {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new StartException("everyone may read the token file `" + file + "`; chmod o-r");
            }
        } catch (IOException missing) {
            throw new StartException("the token file `" + file + "` cannot be read");
        }
        if (get().isEmpty()) {
            throw new StartException("the token file `" + file + "` does not hold one token and nothing else");
        }
    }

    /// The token; empty when there is none at the moment.
    @Override
    public String get() {
        try {
            String text = Files.readString(file).strip();
            return text.matches(PRINTABLE) ? text : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
