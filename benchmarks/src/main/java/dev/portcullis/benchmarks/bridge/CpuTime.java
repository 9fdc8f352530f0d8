package dev.portcullis.benchmarks.bridge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Processor time that processes spend while something runs. It says what work costs even when other programs keep the
/// processors busy; the system counts it in steps of 10 ms.
final class CpuTime {
    private final Map<String, Long> processes = new LinkedHashMap<>();
    private final Map<String, Duration> spent = new LinkedHashMap<>();
    private Map<String, Duration> before = Map.of();

    /// @param name in the table
    void add(String name, long pid) {
        processes.put(name, pid);
        spent.put(name, Duration.ZERO);
    }

    void begin() {
        before = now();
    }

    void end() {
        now().forEach((name, time) -> spent.merge(name, time.minus(before.get(name)), Duration::plus));
    }

    private Map<String, Duration> now() {
        Map<String, Duration> now = new LinkedHashMap<>();
        processes.forEach((name, pid) -> now.put(
                name,
                ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException("the process of the " + name + " is gone"))));
        return now;
    }

    /// Microseconds of each process for one of so many calls.
    String micros(double calls) {
        return spent.entrySet().stream()
                .map(each ->
                        String.format("%s %.0f", each.getKey(), each.getValue().toNanos() / 1e3 / calls))
                .collect(Collectors.joining(", "));
    }
}
