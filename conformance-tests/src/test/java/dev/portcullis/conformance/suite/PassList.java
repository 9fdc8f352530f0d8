package dev.portcullis.conformance.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The cases that must pass: a file with one case a line, sorted. It only ever grows.
final class PassList {
    private final Path file;
    private final SortedSet<String> cases;

    private PassList(Path file, SortedSet<String> cases) {
        this.file = file;
        this.cases = cases;
    }

    /// The list in a file, empty when there is none yet.
    static PassList read(Path file) throws IOException {
        return new PassList(file, new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of()));
    }

    SortedSet<String> cases() {
        return cases;
    }

    /// Adds cases that pass and writes the file.
    void add(SortedSet<String> passing) throws IOException {
        cases.addAll(passing);
        Files.write(file, cases);
    }
}
