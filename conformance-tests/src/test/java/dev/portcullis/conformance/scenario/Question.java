package dev.portcullis.conformance.scenario;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the question of a scenario into a request in the JSON shape of the protocol: what it does not say is what the
/// rows of the estate say.
final class Question {
    private final Handles handles;
    private final Map<String, Node> nodes = new HashMap<>();

    Question(Handles handles, SnapshotContent estate) {
        this.handles = handles;
        for (Node node : estate.nodes()) {
            if (!(node instanceof Node.Owner)) {
                nodes.put(node.id(), node);
            }
        }
    }

    /// The request as it is asked.
    RegoObject of(String id, Scenario.When when) {
        return RegoObject.builder()
                .put("request_id", RegoString.of(id))
                .put("subject", subject(when))
                .put("action", object("name", RegoString.of(when.action())))
                .put("resource", typed(resourceType(when), when.resource()).build())
                .put("context", context(when))
                .build();
    }

    /// The same, for something that the snapshot does not know.
    static RegoObject forUnknown(RegoObject request) {
        RegoObject resource = (RegoObject) present(request.get("resource"));
        String id = Fields.text(present(resource.get("id")));
        String unknown = id.endsWith("/") ? id + "nowhere/" : id + "-nowhere";
        return Overlay.of(request, object("resource", Overlay.of(resource, object("id", RegoString.of(unknown)))));
    }

    /// The same, insisting on a snapshot.
    static RegoObject insistingOn(RegoObject request, SnapshotVersion version) {
        RegoObject least = RegoObject.builder()
                .put("epoch", RegoNumber.of(version.epoch()))
                .put("seq", RegoNumber.of(version.seq()))
                .build();
        return Overlay.of(request, object("min_snapshot", least));
    }

    /// The same, without consequences.
    static RegoObject dry(RegoObject request) {
        return Overlay.of(request, object("dry_run", RegoBoolean.TRUE));
    }

    private RegoObject subject(Scenario.When when) {
        List<RegoObject> actors = when.actors().stream()
                .map(actor -> typed(row(actor).type(), actor).build())
                .toList();
        String type = when.type() != null ? when.type() : row(consumerOf(when)).type();
        return typed(type, when.subject())
                .put("properties", when.properties())
                .put("actor_chain", RegoArray.copyOf(actors))
                .build();
    }

    private RegoObject context(Scenario.When when) {
        Node.Consumer row = nodes.get(consumerOf(when)) instanceof Node.Consumer consumer ? consumer : null;
        RegoObject.Builder context = RegoObject.builder();
        if (row != null) {
            put(context, "environment", row.environment());
            put(context, "region", row.region());
            put(context, "network_zone", row.networkZone());
            put(context, "address", row.networkZone() == null ? null : handles.address(row.networkZone()));
        }
        context.put("requested_ttl_s", RegoNumber.of(3600));
        return Overlay.of(context.build(), when.context());
    }

    private static String consumerOf(Scenario.When when) {
        return when.consumer() != null ? when.consumer() : when.subject();
    }

    private Node.Consumer row(String id) {
        if (nodes.get(id) instanceof Node.Consumer consumer) {
            return consumer;
        }
        throw new IllegalArgumentException("`" + id + "` is no consumer; say `type`, and `consumer` for its row");
    }

    /// `<system>_<type>` of the id, unless the snapshot's row says otherwise.
    private String resourceType(Scenario.When when) {
        if (when.resourceType() != null) {
            return when.resourceType();
        }
        String[] id = when.resource().split(":", 3);
        return nodes.get(when.resource()) instanceof Node.Resource row ? row.type() : id[0] + "_" + id[1];
    }

    private static RegoObject.Builder typed(String type, String id) {
        return RegoObject.builder().put("type", RegoString.of(type)).put("id", RegoString.of(id));
    }

    private static RegoObject object(String key, RegoValue value) {
        return RegoObject.builder().put(key, value).build();
    }

    private static void put(RegoObject.Builder object, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            object.put(key, RegoString.of(value));
        }
    }

    private static RegoValue present(@Nullable RegoValue value) {
        if (value == null) {
            throw new AssertionError("BUG: a request without a resource");
        }
        return value;
    }
}
