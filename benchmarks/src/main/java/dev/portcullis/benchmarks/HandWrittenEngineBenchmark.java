package dev.portcullis.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The floor of the canonical secret fetch: the same logic as a Java programmer would write it, over records and maps.
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandWrittenEngineBenchmark {
    private static final Set<String> STATIC_KINDS = Set.of("aws_access_key", "github_pat", "gcp_sa_key");
    private static final Verdict ALLOW = new Verdict("ALLOW", List.of("sanctioned_consumer"));
    private static final Verdict DEFAULT = new Verdict("DENY", List.of("default_deny"));

    private final Map<String, Set<String>> sanctioned = new HashMap<>();
    private final Map<String, Set<String>> regions = new HashMap<>();
    private final Map<String, Set<String>> purposes = new HashMap<>();
    private Request request;

    record Sink(String id, String dataClass) {}

    record Request(
            @Nullable String owner,
            String environment,
            String kind,
            List<Sink> sinks,
            String purpose,
            String consumer,
            String resource,
            String region,
            long ttlSeconds) {}

    record Verdict(String effect, List<String> reasons) {}

    /// Fills the tables as the canon's data does.
    @Setup
    public void prepare() {
        for (int i = 0; i < 1_000; i++) {
            Set<String> consumers = new HashSet<>();
            for (int k = 0; k < 5; k++) {
                consumers.add("svc-" + (i + k * 7) % 1_000);
            }
            sanctioned.put("res-" + i, consumers);
            regions.put("svc-" + i, Set.of("region-" + i % 5, "region-" + (i + 1) % 5));
        }
        for (int i = 0; i < 20; i++) {
            Set<String> sinks = new HashSet<>();
            for (int k = 0; k < 50; k++) {
                sinks.add("sink-" + i + "-" + k);
            }
            purposes.put("purpose-" + i, sinks);
        }
        List<Sink> sinks = new ArrayList<>();
        for (int k = 0; k < 10; k++) {
            sinks.add(new Sink("sink-7-" + k * 5, k == 3 || k == 8 ? "pii" : "internal"));
        }
        request = new Request(
                "team-pay", "production", "workload_identity", sinks, "purpose-7", "svc-56", "res-42", "region-1", 900);
    }

    /// Decides.
    @Benchmark
    public Verdict decide() {
        Request r = request;
        List<String> denials = new ArrayList<>(0);
        if (exceedsPurpose(r)) {
            denials.add("reach_exceeds_purpose");
        }
        if (r.environment().equals("production") && STATIC_KINDS.contains(r.kind())) {
            denials.add("static_credential_in_production");
        }
        if (r.owner() == null) {
            denials.add("unowned_consumer");
        }
        if (!denials.isEmpty()) {
            return new Verdict("DENY", denials);
        }
        boolean allowed = sanctioned.getOrDefault(r.resource(), Set.of()).contains(r.consumer())
                && regions.getOrDefault(r.consumer(), Set.of()).contains(r.region())
                && r.ttlSeconds() <= 3_600;
        return allowed ? ALLOW : DEFAULT;
    }

    private boolean exceedsPurpose(Request r) {
        for (Sink sink : r.sinks()) {
            if (sink.dataClass().equals("pii")
                    && !purposes.getOrDefault(r.purpose(), Set.of()).contains(sink.id())) {
                return true;
            }
        }
        return false;
    }
}
