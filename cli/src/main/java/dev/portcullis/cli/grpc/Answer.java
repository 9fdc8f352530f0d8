package dev.portcullis.cli.grpc;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.function.Function;

/// What a decision point answered to one question.
///
/// @param effect `ALLOW` or `DENY`; anything unknown is `DENY`
/// @param reasonCode why the server denied, such as `POLICY_DENY`; empty with `ALLOW`
/// @param reasons of the policy, sorted
/// @param rules the rules it rests on, in source order
/// @param decisionId names it in the decision log
/// @param requestId as asked; empty when none was
/// @param cacheableUntilNs nanoseconds since 1970; 0 means do not cache
/// @param cacheKeys input keys that mattered for caching
/// @param evaluationNs how long the policy took, nanoseconds
/// @param enforcement `ENFORCED` or `SHADOW`
/// @param message for a person; empty when the reasons say it
/// @param roundTripNs from sending to having read the answer, nanoseconds; of a batch, that of the whole batch
public record Answer(
        String effect,
        String reasonCode,
        List<String> reasons,
        List<Obligation> obligations,
        RegoObject labels,
        List<Rule> rules,
        String decisionId,
        String requestId,
        Basis basis,
        long cacheableUntilNs,
        List<String> cacheKeys,
        long evaluationNs,
        String enforcement,
        String message,
        long roundTripNs) {
    public Answer {
        reasons = List.copyOf(reasons);
        obligations = List.copyOf(obligations);
        rules = List.copyOf(rules);
        cacheKeys = List.copyOf(cacheKeys);
    }

    /// What the enforcement point must do.
    public record Obligation(String type, RegoObject properties) {}

    /// A rule body; `row` is from 1.
    public record Rule(String path, String file, int row) {}

    /// What decided.
    ///
    /// @param bundles each with its revision, which is empty when it has none
    /// @param snapshot `epoch.seq`; empty when none was loaded
    /// @param snapshotAgeSeconds 0 when there is none
    public record Basis(List<Bundle> bundles, String snapshot, long snapshotAgeSeconds) {
        public Basis {
            bundles = List.copyOf(bundles);
        }
    }

    /// A bundle and its revision.
    public record Bundle(String name, String revision) {}

    /// Whether it is an ALLOW.
    public boolean isAllowed() {
        return effect.equals("ALLOW");
    }

    /// The answer as JSON: the protocol's field names; what is empty and a text is left out; `snapshot` is `epoch.seq`.
    public RegoObject toJson() {
        RegoObject.Builder json = RegoObject.builder();
        json.put("effect", RegoString.of(effect));
        putText(json, "reason_code", reasonCode);
        json.put("reasons", array(reasons, RegoString::of));
        json.put("obligations", array(obligations, Answer::toJson));
        json.put("labels", labels);
        json.put("determining_rules", array(rules, Answer::toJson));
        putText(json, "decision_id", decisionId);
        putText(json, "request_id", requestId);
        json.put("bundles", array(basis.bundles(), Answer::toJson));
        putText(json, "snapshot", basis.snapshot());
        json.put("snapshot_age_s", RegoNumber.of(basis.snapshotAgeSeconds()));
        json.put("cacheable_until_ns", RegoNumber.of(cacheableUntilNs));
        json.put("cache_keys", array(cacheKeys, RegoString::of));
        json.put("evaluation_ns", RegoNumber.of(evaluationNs));
        json.put("enforcement", RegoString.of(enforcement));
        putText(json, "message", message);
        json.put("round_trip_ns", RegoNumber.of(roundTripNs));
        return json.build();
    }

    private static RegoValue toJson(Obligation obligation) {
        return RegoObject.builder()
                .put("type", RegoString.of(obligation.type()))
                .put("properties", obligation.properties())
                .build();
    }

    private static RegoValue toJson(Rule rule) {
        return RegoObject.builder()
                .put("path", RegoString.of(rule.path()))
                .put("file", RegoString.of(rule.file()))
                .put("row", RegoNumber.of(rule.row()))
                .build();
    }

    private static RegoValue toJson(Bundle bundle) {
        RegoObject.Builder json = RegoObject.builder().put("name", RegoString.of(bundle.name()));
        putText(json, "revision", bundle.revision());
        return json.build();
    }

    private static void putText(RegoObject.Builder json, String key, String text) {
        if (!text.isEmpty()) {
            json.put(key, RegoString.of(text));
        }
    }

    private static <T> RegoArray array(List<T> elements, Function<T, RegoValue> toJson) {
        return RegoArray.copyOf(elements.stream().map(toJson).toList());
    }
}
