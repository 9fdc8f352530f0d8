package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.Action;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.FactsRead;
import dev.portcullis.pdp.decision.Obligation;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.Resource;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.pdp.decision.Verdict;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of a record. Each `without` gives the same record back when there is nothing to leave out.
///
/// @param lineage null when no input document was built, or it was left out
/// @param masked what was left out, as configured
record MaskedRecord(
        DecisionRequest request,
        Verdict verdict,
        @Nullable RegoObject lineage,
        List<FactsRead.Row> rows,
        List<String> masked) {
    MaskedRecord {
        rows = List.copyOf(rows);
        masked = List.copyOf(masked);
    }

    static MaskedRecord whole(DecisionRecord record) {
        return new MaskedRecord(
                record.request(),
                record.decision().verdict(),
                record.read().lineage(),
                record.read().rows(),
                List.of());
    }

    /// The record without properties, context and facts.
    static MaskedRecord bare(DecisionRecord record) {
        DecisionRequest request = record.request();
        Subject subject = request.subject();
        Resource resource = request.resource();
        DecisionRequest bare = request(
                request,
                new Subject(subject.type(), subject.id(), RegoObject.empty(), List.of()),
                new Action(request.action().name(), RegoObject.empty()),
                new Resource(resource.type(), resource.id(), RegoObject.empty()),
                RequestContext.NONE);
        return new MaskedRecord(bare, record.decision().verdict(), null, List.of(), List.of());
    }

    MaskedRecord naming(String path) {
        return new MaskedRecord(request, verdict, lineage, rows, RecordMask.plus(masked, path));
    }

    MaskedRecord with(Verdict other) {
        return new MaskedRecord(request, other, lineage, rows, masked);
    }

    MaskedRecord without(MaskPath path) {
        return switch (path.part()) {
            case SUBJECT_PROPERTIES -> withoutSubjectProperties(path);
            case SUBJECT_ACTOR_CHAIN -> withoutActors();
            case ACTION_PROPERTIES -> withoutActionProperties(path);
            case RESOURCE_PROPERTIES -> withoutResourceProperties(path);
            case CONTEXT -> withoutContext(path);
            case LINEAGE -> withoutLineage(path);
            case ROWS -> withoutRows(path);
            case LABELS -> withoutLabels(path);
            case OBLIGATIONS -> withoutObligations(path);
        };
    }

    private MaskedRecord withoutSubjectProperties(MaskPath path) {
        Subject subject = request.subject();
        RegoObject kept = kept(subject.properties(), path);
        return kept == subject.properties()
                ? this
                : with(new Subject(subject.type(), subject.id(), kept, subject.actorChain()));
    }

    private MaskedRecord withoutActors() {
        Subject subject = request.subject();
        return subject.actorChain().isEmpty()
                ? this
                : with(new Subject(subject.type(), subject.id(), subject.properties(), List.of()));
    }

    private MaskedRecord with(Subject subject) {
        return with(subject, request.action(), request.resource(), request.context());
    }

    private MaskedRecord withoutActionProperties(MaskPath path) {
        Action action = request.action();
        RegoObject kept = kept(action.properties(), path);
        return kept == action.properties()
                ? this
                : with(request.subject(), new Action(action.name(), kept), request.resource(), request.context());
    }

    private MaskedRecord withoutResourceProperties(MaskPath path) {
        Resource resource = request.resource();
        RegoObject kept = kept(resource.properties(), path);
        Resource masked = new Resource(resource.type(), resource.id(), kept);
        return kept == resource.properties()
                ? this
                : with(request.subject(), request.action(), masked, request.context());
    }

    private MaskedRecord withoutContext(MaskPath path) {
        RequestContext kept = MaskedContext.without(request.context(), path);
        return kept == request.context() ? this : with(request.subject(), request.action(), request.resource(), kept);
    }

    private MaskedRecord with(Subject subject, Action action, Resource resource, RequestContext context) {
        DecisionRequest kept = request(request, subject, action, resource, context);
        return new MaskedRecord(kept, verdict, lineage, rows, masked);
    }

    /// A request that differs in these parts only.
    private static DecisionRequest request(
            DecisionRequest full, Subject subject, Action action, Resource resource, RequestContext context) {
        return new DecisionRequest(
                full.requestId(), subject, action, resource, context, full.minSnapshot(), full.dryRun());
    }

    private MaskedRecord withoutLineage(MaskPath path) {
        if (lineage == null) {
            return this;
        }
        RegoObject kept = kept(lineage, path);
        return kept == lineage ? this : new MaskedRecord(request, verdict, kept, rows, masked);
    }

    private MaskedRecord withoutRows(MaskPath path) {
        List<FactsRead.Row> kept = rows.stream()
                .map(row -> row.table().equals(path.key(0)) ? without(row, path) : row)
                .toList();
        return same(kept, rows) ? this : new MaskedRecord(request, verdict, lineage, kept, masked);
    }

    private static FactsRead.Row without(FactsRead.Row row, MaskPath path) {
        if (!(row.value() instanceof RegoObject full)) {
            return row;
        }
        RegoObject kept = path.without(full, 1);
        return kept == full ? row : new FactsRead.Row(row.table(), row.key(), kept);
    }

    private MaskedRecord withoutLabels(MaskPath path) {
        RegoObject kept = kept(verdict.labels(), path);
        return kept == verdict.labels() ? this : with(answer(verdict.obligations(), kept));
    }

    private MaskedRecord withoutObligations(MaskPath path) {
        List<Obligation> kept = verdict.obligations().stream()
                .map(each -> each.type().text().equals(path.key(0)) ? without(each, path) : each)
                .toList();
        return same(kept, verdict.obligations()) ? this : with(answer(kept, verdict.labels()));
    }

    private static Obligation without(Obligation obligation, MaskPath path) {
        RegoObject kept = path.without(obligation.properties(), 1);
        return kept == obligation.properties() ? obligation : new Obligation(obligation.type(), kept);
    }

    private Verdict answer(List<Obligation> obligations, RegoObject labels) {
        return new Verdict(
                verdict.effect(),
                verdict.code(),
                verdict.reasons(),
                obligations,
                labels,
                verdict.determiningRules(),
                verdict.message());
    }

    private static RegoObject kept(RegoObject full, MaskPath path) {
        return full.size() == 0 ? full : path.without(full, 0);
    }

    /// Whether nothing was replaced; not whether the elements are equal, which would read their lazy values.
    private static <E> boolean same(List<E> kept, List<E> full) {
        for (int i = 0; i < full.size(); i++) {
            if (kept.get(i) != full.get(i)) {
                return false;
            }
        }
        return true;
    }
}
