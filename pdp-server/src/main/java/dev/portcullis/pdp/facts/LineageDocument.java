package dev.portcullis.pdp.facts;

import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.Snapshot;

/// `input.lineage`: what one snapshot knows about one request. Whatever the snapshot does not know is an absent
/// key, and nothing in it comes from the body of the request. Spec: docs/spec/data-lineage.md, "The lineage of a
/// request".
final class LineageDocument {
    private final Snapshot snapshot;
    private final NodeFindings nodeFindings;
    private final SubjectResolution subjects;
    private final TargetResolution targets;
    private final SnapshotBlock versions;
    private final OwnerBlock owners;
    private final CredentialBlock credentials;
    private final ConsumerBlock consumers;
    private final TargetBlock target;
    private final ReachBlock reach;
    private final BaselineBlock baseline;

    LineageDocument(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.nodeFindings = new NodeFindings(snapshot);
        this.subjects = new SubjectResolution(snapshot, nodeFindings);
        this.targets = new TargetResolution(snapshot);
        this.versions = new SnapshotBlock(snapshot);
        this.owners = new OwnerBlock(snapshot);
        this.credentials = new CredentialBlock(snapshot, owners);
        this.consumers = new ConsumerBlock(snapshot);
        this.target = new TargetBlock(snapshot, owners);
        this.reach = new ReachBlock(snapshot);
        this.baseline = new BaselineBlock(snapshot, owners);
    }

    /// Builds the document of a request; nothing in it is a view of the snapshot.
    ///
    /// @param nowNs the time of the request, nanoseconds since 1970
    RegoObject of(DecisionRequest request, long nowNs) {
        int consumer = subjects.consumer(request.subject().id());
        Target asked = targets.find(request.action().name(), request.resource().id());
        int credential = credential(request, asked);
        boolean hasConsumer = consumer != Snapshot.NONE;
        return new Entries()
                .put(Names.SNAPSHOT, versions.at(nowNs))
                .put(Names.SOURCES, versions.sourcesAt(nowNs))
                .put(Names.CREDENTIAL, credential == Snapshot.NONE ? null : credentials.of(credential, nowNs))
                .put(Names.CONSUMER, hasConsumer ? consumers.of(consumer) : null)
                .put(Names.TARGET, target.of(asked, request.resource().id()))
                .put(Names.OWNER, hasConsumer ? owners.of(consumer) : null)
                .put(Names.REACH, reach.of(asked, consumer))
                .put(Names.BASELINE, baseline.of(asked, consumer, nowNs))
                .put(
                        Names.FINDINGS,
                        findings(request, asked, credential, consumer).build())
                .build();
    }

    /// The credential stored at the resource when a secret is asked for, otherwise the one presented.
    private int credential(DecisionRequest request, Target asked) {
        if (!request.action().name().startsWith("secret.")) {
            return presented(request);
        }
        return asked instanceof Target.Row(int node, int thing) && thing != node ? thing : Snapshot.NONE;
    }

    private int presented(DecisionRequest request) {
        return request.subject().properties().get("credential") instanceof RegoString id
                ? snapshot.credential(id.value())
                : Snapshot.NONE;
    }

    private FindingsBlock findings(DecisionRequest request, Target asked, int credential, int consumer) {
        FindingsBlock findings = new FindingsBlock(snapshot, nodeFindings)
                .on(credential)
                .on(presented(request))
                .on(consumer)
                .on(consumer == Snapshot.NONE ? Snapshot.NONE : owners.owner(consumer));
        if (asked instanceof Target.Row row) {
            findings.on(row.node()).on(row.thing());
        } else {
            findings.on(request.resource().id());
        }
        RequestContext.Task task = request.context().task();
        return findings.on(task == null ? null : "task:" + task.type() + "/" + task.id());
    }
}
