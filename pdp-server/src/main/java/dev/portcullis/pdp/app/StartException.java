package dev.portcullis.pdp.app;

import java.util.List;

/// The server refuses to start. One line for each thing that is wrong, each with what to do.
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    StartException(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    StartException(String problem) {
        this(List.of(problem));
    }

    List<String> problems() {
        return problems;
    }
}
