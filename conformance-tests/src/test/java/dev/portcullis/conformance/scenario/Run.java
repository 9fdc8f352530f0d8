package dev.portcullis.conformance.scenario;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SourceWatermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One question in the laboratory, and the same question under each variation of the scenarios page.
final class Run {
    private final Laboratory laboratory;
    private final Records records;
    private final String id;
    private final Scenario.Case asked;
    private final List<Batch> batches;
    private final SnapshotContent content;
    private final Estate estate;
    private final Path bundle;
    private final RegoObject request;

    /// @param id names the question in requests and results
    Run(
            Laboratory laboratory,
            Records records,
            Estate estate,
            Bundles bundles,
            Handles handles,
            String id,
            Scenario.Case asked)
            throws Exception {
        this.laboratory = laboratory;
        this.records = records;
        this.id = id;
        this.asked = asked;
        this.estate = estate;
        this.batches = estate.batches(asked.given());
        this.content = estate.content(asked.given(), batches);
        this.bundle = bundles.with(asked.given().settings());
        this.request = new Question(handles, content).of(id, asked.when());
    }

    /// A decision that was made, for whoever evaluates it again.
    record Decided(String id, String decisionId, Path bundle) {}

    String id() {
        return id;
    }

    Scenario.Case asked() {
        return asked;
    }

    /// The question itself; what is different from the scenario.
    List<String> plain(List<Decided> decided) throws Exception {
        Answer answer = ask();
        decided.add(new Decided(id, answer.decisionId(), bundle));
        List<String> differences = new ArrayList<>(Comparison.of(asked.then(), answer));
        differences.addAll(Comparison.ofInput(asked.then(), records.input(answer.decisionId())));
        return differences;
    }

    /// V1: the resource is not in the snapshot.
    List<String> unknownResource() throws Exception {
        set(content);
        return Comparison.deniedBecauseOf("lineage_unknown", laboratory.decide(Question.forUnknown(request)));
    }

    /// V2: the snapshot is past its limit.
    List<String> staleSnapshot() throws Exception {
        set(content);
        laboratory.setClock(instant(content.notAfterNs()).plusSeconds(1));
        return Comparison.denied("SNAPSHOT_STALE", laboratory.decide(request));
    }

    /// V3: the caller insists on the next snapshot.
    List<String> snapshotBehind() throws Exception {
        set(content);
        var next = new dev.portcullis.snapshot.SnapshotVersion(
                content.version().epoch(), content.version().seq() + 1);
        return Comparison.denied("SNAPSHOT_BEHIND", laboratory.decide(Question.insistingOn(request, next)));
    }

    /// V4: with the bundle on trial the answer and its record are the same, and say that they do not bind.
    List<String> shadow() throws Exception {
        Answer enforced = ask();
        laboratory.loadOnTrial(bundle);
        Answer answer = laboratory.decide(request);
        List<String> differences = new ArrayList<>(Comparison.of(enforced, answer));
        differences.addAll(Comparison.enforcement(Enforcement.ENFORCED, enforced));
        differences.addAll(Comparison.enforcement(Enforcement.SHADOW, answer));
        differences.addAll(Comparison.ofRecord(answer, records.decision(answer.decisionId())));
        return differences;
    }

    /// V5: a dry run gets the same answer.
    List<String> dryRun() throws Exception {
        return Comparison.of(ask(), laboratory.decide(Question.dry(request)));
    }

    /// V6: every door gives the same answer.
    List<String> everyDoor() throws Exception {
        Answer answer = ask();
        List<String> differences = new ArrayList<>(Comparison.of(answer, laboratory.decideInBatch(request)));
        differences.addAll(Comparison.of(answer, laboratory.decideInStream(request)));
        return differences;
    }

    /// V7: the evidence delivered twice and in reverse order gives the same snapshot.
    List<String> delivery() {
        SnapshotContent again = estate.content(asked.given(), Estate.twiceAndReversed(batches));
        return again.equals(content) ? List.of() : List.of("the snapshot says something else");
    }

    /// V8: what is silent stays silent right after this question.
    List<String> then(Run silent) throws Exception {
        ask();
        return Comparison.of(silent.asked.then(), silent.ask());
    }

    /// V9: the source that owns the resource is older than it may be, or no source of the estate at all.
    List<String> staleSource() throws Exception {
        Answer fresh = ask();
        String source = asked.when().resource().split(":", 2)[0];
        set(withAge(source, maxAgeSeconds(source) + 1));
        Answer answer = laboratory.decide(request);
        RegoObject input = records.input(answer.decisionId());
        boolean exact = Comparison.at(input, "lineage.baseline.level") instanceof RegoString level
                && level.value().equals("exact");
        return exact ? Comparison.of(fresh, answer) : Comparison.deniedBecauseOf("lineage_source_stale", answer);
    }

    private SnapshotContent withAge(String source, long seconds) {
        long watermarkNs =
                content.builtAtNs() + Duration.ofSeconds(60 - seconds).toNanos();
        List<SourceWatermark> sources = new ArrayList<>();
        for (SourceWatermark each : content.sources()) {
            sources.add(each.name().equals(source) ? new SourceWatermark(source, watermarkNs, "ok") : each);
        }
        return new SnapshotContent(
                content.version(),
                content.builtAtNs(),
                content.notAfterNs(),
                sources,
                content.nodes(),
                content.edges(),
                content.reaches(),
                content.baseline(),
                content.findings());
    }

    private long maxAgeSeconds(String source) throws IOException, JsonException {
        byte[] file = Files.readAllBytes(bundle.resolve("portcullis/settings/data.json"));
        RegoObject ages =
                (RegoObject) Objects.requireNonNull(((RegoObject) RegoJson.read(file)).get("max_source_age_s"));
        var age = ages.get(source) != null ? ages.get(source) : ages.get("default");
        return ((RegoNumber) Objects.requireNonNull(age)).longValue();
    }

    private Answer ask() throws Exception {
        set(content);
        return laboratory.decide(request);
    }

    private void set(SnapshotContent snapshot) throws Exception {
        laboratory.setClock(instant(snapshot.builtAtNs()).plusSeconds(60));
        laboratory.load(bundle);
        laboratory.load(snapshot);
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(ns / 1_000_000_000L, ns % 1_000_000_000L);
    }
}
