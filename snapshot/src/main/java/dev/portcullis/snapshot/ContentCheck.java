package dev.portcullis.snapshot;

import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Refuses content that contradicts itself in other ways than text and ids: references to nothing, numbers out of
/// range, parents in a circle.
final class ContentCheck {
    private static final String TASK = "task:";

    private final NumberedContent content;

    ContentCheck(NumberedContent content) {
        this.content = content;
    }

    void check() throws InvalidContentException {
        header();
        for (Node node : content.content().nodes()) {
            node(node);
        }
        for (Node node : content.nodes(NodeKind.RESOURCE)) {
            parents((Node.Resource) node);
        }
        for (Finding finding : content.content().findings()) {
            String subject = finding.subject();
            time(subject, finding.sinceNs());
            // A tombstone may outlive its node; anything else is about something that is there.
            if (!finding.tombstone() && !subject.startsWith(TASK) && !content.isNode(subject)) {
                throw new InvalidContentException("finding `" + finding.code() + "` is about `" + subject
                        + "`, which is neither a node nor a task, and is no tombstone");
            }
        }
    }

    private void header() throws InvalidContentException {
        SnapshotContent all = content.content();
        if (all.notAfterNs() <= all.builtAtNs()) {
            throw new InvalidContentException(
                    "not after is " + all.notAfterNs() + ", it has to be later than built at " + all.builtAtNs());
        }
        if (all.sources().size() > Format.MAX_SOURCES) {
            throw new InvalidContentException(all.sources().size() + " sources, allowed are " + Format.MAX_SOURCES);
        }
        var names = new HashSet<String>();
        for (SourceWatermark source : all.sources()) {
            sourceText(source, source.name());
            sourceText(source, source.status());
            if (!names.add(source.name())) {
                throw new InvalidContentException("source `" + source.name() + "` is given twice");
            }
        }
    }

    private static void sourceText(SourceWatermark source, String text) throws InvalidContentException {
        byte[] utf8 = Utf8.bytes(text);
        if (utf8 == null || utf8.length == 0 || utf8.length > Format.MAX_SOURCE_TEXT_BYTES) {
            throw new InvalidContentException("source `" + source.name() + "` has a name or status that is empty, "
                    + "no text, or longer than " + Format.MAX_SOURCE_TEXT_BYTES + " bytes");
        }
    }

    private void node(Node node) throws InvalidContentException {
        String id = node.id();
        switch (node) {
            case Node.Identity identity -> {
                time(id, identity.createdNs());
                ownership(id, identity.ownership());
            }
            case Node.Credential credential -> {
                time(id, credential.createdNs());
                time(id, credential.expiresNs());
                ownership(id, credential.ownership());
                usage(id, credential.usage());
            }
            case Node.Consumer consumer -> {
                time(id, consumer.firstSeenNs());
                time(id, consumer.learningUntilNs());
                ownership(id, consumer.ownership());
            }
            case Node.Resource resource -> {
                reference(id, "parent", resource.parent(), NodeKind.RESOURCE);
                ownership(id, resource.ownership());
                usage(id, resource.usage());
            }
            case Node.Owner owner -> {
                reference(id, "accountable", owner.accountable(), NodeKind.OWNER);
                for (String rung : owner.escalation()) {
                    reference(id, "escalation", rung, NodeKind.OWNER);
                }
            }
            case Node.StorageLocation _, Node.SystemInstance _ -> {}
        }
    }

    private void ownership(String id, Node.@Nullable Ownership ownership) throws InvalidContentException {
        if (ownership == null) {
            return;
        }
        reference(id, "owner", ownership.owner(), NodeKind.OWNER);
        reference(id, "stand-in", ownership.standIn(), NodeKind.OWNER);
        if (!(ownership.score() >= 0 && ownership.score() <= 1)) {
            throw new InvalidContentException(
                    "`" + id + "` has the ownership score " + ownership.score() + ", allowed is 0 to 1");
        }
    }

    private void usage(String id, Node.@Nullable Usage usage) throws InvalidContentException {
        if (usage == null) {
            return;
        }
        time(id, usage.lastSeenNs());
        if (usage.consumersSeen() < 0 || usage.consumersSeen() == Integer.MAX_VALUE) {
            throw new InvalidContentException("`" + id + "` has been seen with " + usage.consumersSeen()
                    + " consumers, allowed is 0 to below " + Integer.MAX_VALUE);
        }
    }

    private void reference(String id, String role, @Nullable String to, NodeKind kind) throws InvalidContentException {
        if (to != null) {
            content.resolve(to, allowed -> allowed == kind, role, id);
        }
    }

    private static void time(String id, @Nullable Long timeNs) throws InvalidContentException {
        if (timeNs != null && timeNs == Format.ABSENT_NS) {
            throw new InvalidContentException("`" + id + "` has the time " + timeNs + ", which means no time");
        }
    }

    /// Follows the parents at two speeds: only in a circle does the slow one meet the fast one.
    private void parents(Node.Resource resource) throws InvalidContentException {
        Node.Resource slow = resource;
        Node.Resource fast = parent(parent(resource));
        while (fast != null) {
            if (fast.equals(slow)) {
                throw new InvalidContentException("parents of `" + resource.id() + "` form a circle");
            }
            slow = parent(slow);
            fast = parent(parent(fast));
        }
    }

    private Node.@Nullable Resource parent(Node.@Nullable Resource resource) throws InvalidContentException {
        if (resource == null || resource.parent() == null) {
            return null;
        }
        int parent = content.resolve(resource.parent(), kind -> kind == NodeKind.RESOURCE, "parent", resource.id());
        int first = content.numbers().first(NodeKind.RESOURCE);
        return (Node.Resource) content.nodes(NodeKind.RESOURCE).get(parent - first);
    }
}
