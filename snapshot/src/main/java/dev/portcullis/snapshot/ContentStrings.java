package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// Collects every string that a snapshot will hold, and refuses those it cannot hold.
final class ContentStrings {
    private static final int QUOTED = 80;

    private final StringDictionary strings = new StringDictionary();

    private ContentStrings() {}

    static StringDictionary collect(SnapshotContent content) throws InvalidContentException {
        var collector = new ContentStrings();
        for (Node node : content.nodes()) {
            collector.node(node);
        }
        for (Edge edge : content.edges()) {
            collector.optional(edge.from(), "via", edge.via());
        }
        for (Reach reach : content.reaches()) {
            for (Reach.Sink sink : reach.sinks()) {
                collector.required(reach.thing(), "access", sink.access());
                collector.required(reach.thing(), "verdict", sink.verdict());
            }
        }
        for (Finding finding : content.findings()) {
            collector.required(finding.subject(), "subject", finding.subject());
            collector.required(finding.subject(), "code", finding.code());
            collector.required(finding.subject(), "severity", finding.severity());
        }
        collector.strings.rank();
        return collector.strings;
    }

    private void node(Node node) throws InvalidContentException {
        String id = node.id();
        required(id, "id", id);
        switch (node) {
            case Node.Identity identity -> {
                required(id, "type", identity.type());
                required(id, "system", identity.system());
                required(id, "status", identity.status());
                optional(id, "environment", identity.environment());
            }
            case Node.Credential credential -> {
                required(id, "kind", credential.kind());
                required(id, "lifetime class", credential.lifetimeClass());
                required(id, "status", credential.status());
                usage(id, credential.usage());
            }
            case Node.StorageLocation location -> {
                required(id, "type", location.type());
                required(id, "system", location.system());
                text(id, "path", location.path());
                optional(id, "environment", location.environment());
            }
            case Node.Consumer consumer -> consumer(consumer);
            case Node.Resource resource -> {
                required(id, "type", resource.type());
                optional(id, "environment", resource.environment());
                optional(id, "data class", resource.dataClass());
                usage(id, resource.usage());
            }
            case Node.Owner owner -> {
                required(id, "status", owner.status());
                optional(id, "email", owner.email());
            }
            case Node.SystemInstance system -> {
                required(id, "type", system.type());
                optional(id, "environment", system.environment());
            }
        }
    }

    private void consumer(Node.Consumer consumer) throws InvalidContentException {
        String id = consumer.id();
        required(id, "type", consumer.type());
        required(id, "platform", consumer.platform());
        optional(id, "environment", consumer.environment());
        optional(id, "region", consumer.region());
        optional(id, "network zone", consumer.networkZone());
        optional(id, "sibling key", consumer.siblingKey());
    }

    private void usage(String id, Node.@Nullable Usage usage) throws InvalidContentException {
        if (usage != null) {
            for (String region : usage.usualRegions()) {
                required(id, "usual region", region);
            }
        }
    }

    private void optional(String id, String column, @Nullable String text) throws InvalidContentException {
        if (text != null) {
            required(id, column, text);
        }
    }

    private void required(String id, String column, String text) throws InvalidContentException {
        if (text.isEmpty()) {
            throw new InvalidContentException("column `" + column + "` of `" + quoted(id) + "` is empty");
        }
        text(id, column, text);
    }

    private void text(String id, String column, String text) throws InvalidContentException {
        if (!strings.add(text)) {
            return;
        }
        byte[] utf8 = Utf8.bytes(text);
        if (utf8 == null) {
            throw new InvalidContentException(
                    "column `" + column + "` of `" + quoted(id) + "` holds half a surrogate pair");
        }
        if (utf8.length > Format.MAX_STRING_BYTES) {
            throw new InvalidContentException("column `" + column + "` of `" + quoted(id) + "` has " + utf8.length
                    + " bytes, allowed are " + Format.MAX_STRING_BYTES);
        }
        if (strings.size() > Format.MAX_COUNT) {
            throw new InvalidContentException("more than " + Format.MAX_COUNT + " different strings");
        }
    }

    private static String quoted(String id) {
        return id.length() <= QUOTED ? id : id.substring(0, QUOTED) + "…";
    }
}
