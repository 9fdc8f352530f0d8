package dev.portcullis.cli.testing;

import dev.portcullis.cli.testing.TestResult.Outcome;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Results in OPA's two formats.
public enum TestReport {
    /// For a person: what did not pass, and the counts.
    PRETTY,
    /// For programs: the fields of OPA's results. There is no `trace`.
    JSON;

    private static final String RULE = "-".repeat(80) + "\n";

    /// @param verbose whether tests that passed are shown as well
    public String print(List<TestResult> results, boolean verbose) {
        return switch (this) {
            case PRETTY -> pretty(results, verbose);
            case JSON ->
                RegoJson.writePretty(RegoArray.copyOf(
                                results.stream().map(TestReport::json).toList()))
                        + "\n";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String pretty(List<TestResult> results, boolean verbose) {
        StringBuilder out = new StringBuilder();
        results.stream()
                .filter(each -> verbose || each.outcome() != Outcome.PASS)
                .forEach(each -> print(each, verbose, out));
        if (!out.isEmpty()) {
            out.append(RULE);
        }
        long total = 0;
        for (Outcome outcome : Outcome.values()) {
            total += count(results, outcome);
        }
        for (Outcome outcome : Outcome.values()) {
            long count = count(results, outcome);
            if (count > 0) {
                out.append(outcome + ": " + count + "/" + total + "\n");
            }
        }
        return out.toString();
    }

    private static long count(List<TestResult> results, Outcome outcome) {
        return results.stream().mapToLong(each -> each.count(outcome)).sum();
    }

    private static void print(TestResult result, boolean verbose, StringBuilder out) {
        out.append(result.test().span() + ":\n");
        out.append(result.test().packageName() + "." + result.test().name() + ": " + result.outcome());
        if (result.outcome() != Outcome.SKIPPED) {
            out.append(" (" + result.duration().toNanos() / 1_000 + "µs)");
        }
        out.append('\n');
        printCases(result.cases(), 1, verbose, out);
        if (!result.output().isBlank()) {
            String indented = result.output().strip().lines().collect(Collectors.joining("\n  ", "\n  ", "\n\n"));
            out.append(indented);
        }
        if (result.error() != null) {
            out.append("  " + result.error().text() + "\n");
        }
    }

    private static void printCases(List<CaseResult> cases, int depth, boolean verbose, StringBuilder out) {
        for (CaseResult each : cases) {
            if (verbose || each.failed()) {
                out.repeat("  ", depth).append(each.name() + ": " + (each.failed() ? "FAIL" : "PASS") + "\n");
                printCases(each.cases(), depth + 1, verbose, out);
            }
        }
    }

    private static RegoValue json(TestResult result) {
        Span span = result.test().span();
        RegoObject.Builder object = RegoObject.builder()
                .put("location", location(span))
                .put("package", RegoString.of(result.test().packageName()))
                .put("name", RegoString.of(result.test().name()));
        switch (result.outcome()) {
            case FAIL -> object.put("fail", RegoBoolean.TRUE);
            case SKIPPED -> object.put("skip", RegoBoolean.TRUE);
            case PASS, ERROR -> {}
        }
        if (result.error() != null) {
            RegoObject.Builder error = RegoObject.builder()
                    .put("code", RegoString.of(String.valueOf(result.error().code())))
                    .put("message", RegoString.of(result.error().message()));
            if (result.error().span() != null) {
                error.put("location", location(result.error().span()));
            }
            object.put("error", error.build());
        }
        if (!result.cases().isEmpty()) {
            object.put("sub_results", json(result.cases()));
        }
        if (!result.output().isEmpty()) {
            byte[] output = result.output().getBytes(StandardCharsets.UTF_8);
            object.put("output", RegoString.of(Base64.getEncoder().encodeToString(output)));
        }
        return object.put("duration", RegoNumber.of(result.duration().toNanos()))
                .build();
    }

    private static RegoObject location(Span span) {
        return RegoObject.builder()
                .put("file", RegoString.of(span.file()))
                .put("row", RegoNumber.of(span.row()))
                .put("col", RegoNumber.of(span.column()))
                .build();
    }

    private static RegoObject json(List<CaseResult> cases) {
        RegoObject.Builder all = RegoObject.builder();
        for (CaseResult each : cases) {
            RegoObject.Builder one = RegoObject.builder().put("name", RegoString.of(each.name()));
            if (each.failed()) {
                one.put("fail", RegoBoolean.TRUE);
            }
            if (!each.cases().isEmpty()) {
                one.put("sub_results", json(each.cases()));
            }
            all.put(each.name(), one.build());
        }
        return all.build();
    }
}
