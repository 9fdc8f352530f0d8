package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoString;

/// The keys of the input document, each word once. Spec: docs/spec/decision.md.
final class InputNames {
    static final RegoString ACTION = RegoString.name("action");
    static final RegoString ACTOR_CHAIN = RegoString.name("actor_chain");
    static final RegoString ADDRESS = RegoString.name("address");
    static final RegoString APPROVAL = RegoString.name("approval");
    static final RegoString APPROVED_UNTIL = RegoString.name("approved_until");
    static final RegoString CALLER = RegoString.name("caller");
    static final RegoString CONTEXT = RegoString.name("context");
    static final RegoString DOOR = RegoString.name("door");
    static final RegoString DRY_RUN = RegoString.name("dry_run");
    static final RegoString ENVIRONMENT = RegoString.name("environment");
    static final RegoString GRANTED_TO = RegoString.name("granted_to");
    static final RegoString ID = RegoString.name("id");
    static final RegoString LINEAGE = RegoString.name("lineage");
    static final RegoString NAME = RegoString.name("name");
    static final RegoString NETWORK_ZONE = RegoString.name("network_zone");
    static final RegoString PROPERTIES = RegoString.name("properties");
    static final RegoString PURPOSE = RegoString.name("purpose");
    static final RegoString REGION = RegoString.name("region");
    static final RegoString REQUEST = RegoString.name("request");
    static final RegoString REQUESTED_SCOPES = RegoString.name("requested_scopes");
    static final RegoString REQUESTED_TTL_S = RegoString.name("requested_ttl_s");
    static final RegoString RESOURCE = RegoString.name("resource");
    static final RegoString SESSION = RegoString.name("session");
    static final RegoString STATE = RegoString.name("state");
    static final RegoString STEP_UP_NS = RegoString.name("step_up_ns");
    static final RegoString SUBJECT = RegoString.name("subject");
    static final RegoString TASK = RegoString.name("task");
    static final RegoString TIME_NS = RegoString.name("time_ns");
    static final RegoString TYPE = RegoString.name("type");

    private InputNames() {}
}
