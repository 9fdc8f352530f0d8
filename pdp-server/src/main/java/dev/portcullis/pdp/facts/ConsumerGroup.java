package dev.portcullis.pdp.facts;

import org.jspecify.annotations.Nullable;

/// Groups of consumer types. Familiarity is inherited inside one group only, so that an agent never inherits it from
/// a function.
enum ConsumerGroup {
    AGENT("agent"),
    HUMAN("human"),
    WORKLOAD("workload");

    private final String word;

    ConsumerGroup(String word) {
        this.word = word;
    }

    /// The name in baseline keys and documents.
    String word() {
        return word;
    }

    /// The group of a consumer's type; null for a type that is in none.
    static @Nullable ConsumerGroup of(String type) {
        return switch (type) {
            case "workload", "pipeline", "function", "container", "job" -> WORKLOAD;
            case "ai_agent", "mcp_server", "saas_app" -> AGENT;
            case "user", "session" -> HUMAN;
            default -> null;
        };
    }
}
