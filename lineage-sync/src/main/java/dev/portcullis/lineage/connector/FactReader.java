package dev.portcullis.lineage.connector;

import dev.portcullis.lineage.connector.RecordFields.FieldException;
import dev.portcullis.snapshot.Edge;
import org.jspecify.annotations.Nullable;

/// Turns the fields of one record into the fact that its `kind` names. The fields of each kind are listed in
/// docs/spec/evidence.md and in the resource `evidence.schema.json`; a test keeps the three equal.
final class FactReader {
    private FactReader() {}

    static Fact read(Fact.Kind kind, RecordFields fields) throws FieldException {
        return switch (kind) {
            case IDENTITY -> identity(fields);
            case CREDENTIAL -> credential(fields);
            case LOCATION ->
                new NodeFact.Location(
                        fields.id("id"),
                        fields.optionalWord("environment"),
                        fields.flag("sanctioned", true),
                        fields.flag("open", false));
            case CONSUMER -> consumer(fields);
            case RESOURCE -> resource(fields);
            case PERSON -> person(fields);
            case GROUP ->
                new NodeFact.Group(
                        fields.id("id"),
                        fields.optionalText("email"),
                        fields.optionalId("lead"),
                        fields.flag("security_queue", false));
            case SYSTEM -> new NodeFact.SystemInstance(fields.id("id"), fields.optionalWord("environment"));
            case EDGE -> link(fields);
            case OWNERSHIP -> new Fact.Ownership(fields.id("subject"), fields.id("owner"), fields.fraction("score"));
            case GRANT -> grant(fields);
            case USE -> use(fields);
            case EXPECTATION -> new Fact.Expectation(fields.id("subject"), fields.id("thing"), fields.time("until"));
            case FINDING -> finding(fields);
        };
    }

    private static Fact identity(RecordFields fields) throws FieldException {
        return new NodeFact.Identity(
                fields.id("id"),
                fields.optionalWord("environment"),
                orElse(fields.optionalOneOf("status", NodeFact.Status.class), NodeFact.Status.ACTIVE),
                fields.optionalTime("created"));
    }

    private static Fact credential(RecordFields fields) throws FieldException {
        return new NodeFact.Credential(
                fields.id("id"),
                fields.word("type"),
                fields.oneOf("lifetime", NodeFact.Lifetime.class),
                orElse(fields.optionalOneOf("status", NodeFact.Status.class), NodeFact.Status.ACTIVE),
                fields.optionalTime("created"),
                fields.optionalTime("expires"));
    }

    private static Fact consumer(RecordFields fields) throws FieldException {
        return new NodeFact.Consumer(
                fields.id("id"),
                fields.oneOf("type", ConsumerType.class),
                fields.word("platform"),
                fields.optionalWord("environment"),
                fields.optionalWord("region"),
                fields.optionalWord("network_zone"),
                fields.optionalTime("first_seen"),
                fields.flag("sanctioned", true),
                fields.optionalText("code_digest"),
                fields.optionalText("iac_block"),
                fields.optionalTime("model_changed"));
    }

    private static Fact resource(RecordFields fields) throws FieldException {
        return new NodeFact.Resource(
                fields.id("id"),
                fields.optionalWord("request_type"),
                fields.optionalWord("environment"),
                fields.optionalOneOf("data_class", NodeFact.DataClass.class),
                fields.optionalId("parent"),
                fields.optionalTime("created"));
    }

    private static Fact person(RecordFields fields) throws FieldException {
        return new NodeFact.Person(
                fields.id("id"),
                fields.optionalText("email"),
                fields.flag("active", true),
                fields.optionalId("manager"),
                fields.optionalId("team"));
    }

    private static Fact link(RecordFields fields) throws FieldException {
        Edge.Kind edge = fields.oneOf("edge", Edge.Kind.class);
        if (edge == Edge.Kind.OWNED_BY || edge == Edge.Kind.REACHES) {
            throw new FieldException("edge", "is computed, state an `ownership` or a `grant` instead");
        }
        return new Fact.Link(
                edge, fields.id("from"), fields.id("to"), fields.optionalWord("via"), fields.optionalTime("since"));
    }

    private static Fact grant(RecordFields fields) throws FieldException {
        return new Fact.Grant(
                fields.id("principal"),
                fields.optionalId("consumer"),
                fields.id("resource"),
                fields.oneOf("access", Fact.Access.class),
                orElse(fields.optionalOneOf("verdict", Fact.Verdict.class), Fact.Verdict.YES));
    }

    private static Fact use(RecordFields fields) throws FieldException {
        String thing = fields.id("thing");
        String consumer = fields.optionalId("consumer");
        String region = fields.optionalWord("region");
        long last = fields.time("last_use");
        long first = orElse(fields.optionalTime("first_use"), last);
        long uses = fields.count("uses", 1);
        if (first > last) {
            throw new FieldException("first_use", "is later than `last_use`");
        }
        if (uses < 1) {
            throw new FieldException("uses", "is not a whole number from 1");
        }
        return new Fact.Use(thing, consumer, region, first, last, uses, fields.flag("flagged", false));
    }

    private static Fact finding(RecordFields fields) throws FieldException {
        String subject = fields.text("subject");
        if (!subject.startsWith("task:") && CanonicalId.problem(subject) != null) {
            throw new FieldException("subject", "is neither an id nor of the form `task:<type>/<id>`");
        }
        return new Fact.OpenFinding(
                subject,
                fields.word("code"),
                fields.oneOf("severity", Fact.Severity.class),
                fields.time("since"),
                fields.flag("tombstone", false));
    }

    private static <T> T orElse(@Nullable T value, T absent) {
        return value == null ? absent : value;
    }
}
