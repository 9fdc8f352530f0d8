package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoString;

/// The keys of the lineage documents, each word once. Spec: docs/spec/data-lineage.md.
final class Names {
    static final RegoString ACCESS = name("access");
    static final RegoString ACCOUNTABLE = name("accountable");
    static final RegoString AGE_DAYS = name("age_days");
    static final RegoString AGE_SECONDS = name("age_seconds");
    static final RegoString AMBIENT_CREDENTIALS = name("ambient_credentials");
    static final RegoString BASELINE = name("baseline");
    static final RegoString BOUND_TO = name("bound_to");
    static final RegoString BUILT_AT_NS = name("built_at_ns");
    static final RegoString BY_CLASS = name("by_class");
    static final RegoString CODE = name("code");
    static final RegoString CONSUMER = name("consumer");
    static final RegoString CONSUMER_COUNT = name("consumer_count");
    static final RegoString CONSUMER_GROUPS = name("consumer_groups");
    static final RegoString CONSUMERS_SEEN = name("consumers_seen");
    static final RegoString CREATED_NS = name("created_ns");
    static final RegoString CREDENTIAL = name("credential");
    static final RegoString DATA_CLASS = name("data_class");
    static final RegoString EMAIL = name("email");
    static final RegoString ENVIRONMENT = name("environment");
    static final RegoString EPOCH = name("epoch");
    static final RegoString ESCALATION = name("escalation");
    static final RegoString EXPIRES_NS = name("expires_ns");
    static final RegoString FINDINGS = name("findings");
    static final RegoString FIRST_SEEN_NS = name("first_seen_ns");
    static final RegoString ID = name("id");
    static final RegoString KIND = name("kind");
    static final RegoString KNOWN = name("known");
    static final RegoString LAST_SEEN_NS = name("last_seen_ns");
    static final RegoString LEARNING = name("learning");
    static final RegoString LEVEL = name("level");
    static final RegoString LIFETIME_CLASS = name("lifetime_class");
    static final RegoString LOCATIONS = name("locations");
    static final RegoString NETWORK_ZONE = name("network_zone");
    static final RegoString NOT_AFTER_NS = name("not_after_ns");
    static final RegoString OWNER = name("owner");
    static final RegoString PATH = name("path");
    static final RegoString PLATFORM = name("platform");
    static final RegoString REACH = name("reach");
    static final RegoString REGION = name("region");
    static final RegoString SANCTIONED = name("sanctioned");
    static final RegoString SCORE = name("score");
    static final RegoString SEQ = name("seq");
    static final RegoString SEVERITY = name("severity");
    static final RegoString SINCE_NS = name("since_ns");
    static final RegoString SINKS = name("sinks");
    static final RegoString SNAPSHOT = name("snapshot");
    static final RegoString SOURCES = name("sources");
    static final RegoString STATUS = name("status");
    static final RegoString SYSTEM = name("system");
    static final RegoString TARGET = name("target");
    static final RegoString TOMBSTONE = name("tombstone");
    static final RegoString TOTAL = name("total");
    static final RegoString TRUNCATED = name("truncated");
    static final RegoString TYPE = name("type");
    static final RegoString UID = name("uid");
    static final RegoString USUAL_REGIONS = name("usual_regions");
    static final RegoString VERDICT = name("verdict");
    static final RegoString WATERMARK_NS = name("watermark_ns");

    private Names() {}

    private static RegoString name(String text) {
        return RegoString.name(text);
    }
}
