package dev.portcullis.pdp.http;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionObserver;
import dev.portcullis.pdp.decision.Effect;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.pdp.decision.ReasonCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the server counts. Labels come from closed enums only; nothing of a request is ever a label. Meters are made
/// beforehand, so that an answer costs two increments.
public final class ServerMetrics implements DecisionObserver {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter allowed = decisions(Effect.ALLOW.name(), "NONE");
    private final Counter allowedInShadow = shadowed(Effect.ALLOW);
    private final Counter deniedInShadow = shadowed(Effect.DENY);
    /// Micrometer holds what it counts with weakly: without this a collection makes a count 0 for ever.
    private final List<LongSupplier> counts = new CopyOnWriteArrayList<>();

    private final Map<ReasonCode, Counter> denied = new EnumMap<>(ReasonCode.class);
    private final Timer evaluation = Timer.builder("pdp_evaluation")
            .description("time from the mapped request to the verdict")
            .serviceLevelObjectives(
                    Duration.ofNanos(50_000),
                    Duration.ofNanos(100_000),
                    Duration.ofNanos(250_000),
                    Duration.ofMillis(1),
                    Duration.ofMillis(5),
                    Duration.ofMillis(25))
            .register(registry);

    public ServerMetrics() {
        for (ReasonCode code : ReasonCode.values()) {
            denied.put(code, decisions(Effect.DENY.name(), code.name()));
        }
    }

    private Counter shadowed(Effect effect) {
        return Counter.builder("pdp_shadow_decisions")
                .description("decisions of a bundle on trial, which are not enforced")
                .tag("effect", effect.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter decisions(String effect, String code) {
        return Counter.builder("pdp_decisions")
                .description("decisions by effect and the server's reason code")
                .tag("effect", effect.toLowerCase(Locale.ROOT))
                .tag("code", code.toLowerCase(Locale.ROOT))
                .register(registry);
    }

    @Override
    public void answered(Decision answer, Call call) {
        ReasonCode code = answer.verdict().code();
        Counter counter = code == null ? allowed : denied.get(code);
        if (counter != null) {
            counter.increment();
        }
        if (answer.enforcement() == Enforcement.SHADOW) {
            (code == null ? allowedInShadow : deniedInShadow).increment();
        }
        evaluation.record(answer.evaluationNanos(), TimeUnit.NANOSECONDS);
    }

    /// A count that only grows, such as failed activations.
    public Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /// How many calls of a door ended with a status of its protocol, read when metrics are asked for.
    ///
    /// @param status one of a closed list
    public void callsEnded(String door, String status, LongSupplier count) {
        counts.add(count);
        FunctionCounter.builder("pdp_calls", count, LongSupplier::getAsLong)
                .description("calls by door and the status they ended with")
                .tag("door", door)
                .tag("status", status)
                .register(registry);
    }

    /// A value read when metrics are asked for.
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /// Everything, in Prometheus' text format.
    public String text() {
        return registry.scrape();
    }
}
