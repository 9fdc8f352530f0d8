package dev.portcullis.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command reads and writes.
///
/// @param out answers, UTF-8
/// @param err everything else, UTF-8
public record Console(InputStream in, PrintStream out, PrintStream err) {
    /// The process's own streams, in UTF-8 whatever the locale says: output is read by programs.
    static Console system() {
        return new Console(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    }

    /// A console on other streams.
    static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, utf8(out), utf8(err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return utf8(new FileOutputStream(descriptor));
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
