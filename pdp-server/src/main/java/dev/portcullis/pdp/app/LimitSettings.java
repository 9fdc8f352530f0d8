package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;

/// The block `limits`.
final class LimitSettings {
    private LimitSettings() {}

    static Limits read(SettingsNode node) throws SettingsException {
        Limits.Evaluation usual = Limits.Evaluation.DEFAULT;
        long micros = node.integer("evaluation_us", usual.timeNanos() / 1_000, 100, 10_000_000);
        Limits limits = new Limits(
                request(node),
                new Limits.Evaluation(micros * 1_000, usual.steps(), usual.rows()),
                serving(node),
                connections(node.child("connections")));
        node.finish();
        return limits;
    }

    private static Limits.Request request(SettingsNode node) throws SettingsException {
        Limits.Request usual = Limits.Request.DEFAULT;
        return new Limits.Request(
                integer(node, "message_bytes", usual.messageBytes(), 1 << 10, 1 << 26),
                usual.idLength(),
                usual.textBytes(),
                usual.depth(),
                usual.propertyValues(),
                usual.actorChain(),
                usual.scopes(),
                integer(node, "batch", usual.batch(), 1, 4_096));
    }

    private static Limits.Serving serving(SettingsNode node) throws SettingsException {
        Limits.Serving usual = Limits.Serving.DEFAULT;
        SettingsNode concurrency = node.child("concurrency");
        int least = integer(concurrency, "min", usual.leastConcurrent(), 1, 1 << 20);
        int most = integer(concurrency, "max", Math.max(least, usual.mostConcurrent()), least, 1 << 20);
        concurrency.finish();
        return new Limits.Serving(
                least,
                most,
                integer(node, "calls_in_flight", Math.max(most, usual.callsInFlight()), 1, 1 << 20),
                integer(node, "stream_backlog", usual.streamBacklog(), 1, 1 << 16),
                integer(node, "slow_threads", usual.slowThreads(), 1, 256),
                integer(node, "slow_queue", usual.slowQueue(), 1, 1 << 16),
                usual.inlineBatch());
    }

    private static Limits.Connections connections(SettingsNode node) throws SettingsException {
        Limits.Connections usual = Limits.Connections.DEFAULT;
        Limits.Connections connections = new Limits.Connections(
                integer(node, "max", usual.most(), 1, 1 << 20),
                integer(node, "calls", usual.calls(), 1, 1 << 16),
                integer(node, "header_bytes", usual.headerBytes(), 1 << 10, 1 << 20),
                node.integer("idle_ms", usual.idleMillis(), 1_000, 86_400_000),
                node.integer("age_ms", usual.ageMillis(), 1_000, 86_400_000),
                node.integer("ping_ms", usual.pingMillis(), 10_000, 86_400_000),
                node.integer("ping_timeout_ms", usual.pingTimeoutMillis(), 100, 600_000),
                node.integer("client_ping_ms", usual.leastPingMillis(), 100, 86_400_000));
        node.finish();
        return connections;
    }

    private static int integer(SettingsNode node, String key, int otherwise, int least, int most)
            throws SettingsException {
        return (int) node.integer(key, otherwise, least, most);
    }
}
