package dev.portcullis.conformance.scenario;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One scenario: the questions it asks, and what of it is not a decision or has to wait.
///
/// @param name `T1` … `T38`
record Scenario(String name, String title, List<Case> cases, List<Waiting> waits) {
    Scenario {
        cases = List.copyOf(cases);
        waits = List.copyOf(waits);
    }

    /// A clause that is not asked.
    ///
    /// @param mark the mark of the page (`graph`, `query` …), or what has to come first
    record Waiting(String mark, String clause) {}

    /// One question and its answer.
    record Case(String name, Given given, When when, Then then) {
        /// Nobody is told and nothing is refused: the look-alike that must stay quiet.
        boolean isSilent() {
            return then.effect().equals("ALLOW") && then.notified().isEmpty();
        }
    }

    /// The estate, and what differs from it.
    ///
    /// @param clock when the question is asked, RFC 3339
    /// @param events files of examples/larkfield/events, without ending
    /// @param retired ids that no source lists any more
    /// @param evidence facts in the form of docs/spec/evidence.md; `source` may stand beside them
    /// @param settings laid over those of the bundle, key by key
    record Given(
            String clock, List<String> events, Set<String> retired, List<RegoObject> evidence, RegoObject settings) {
        Given {
            retired = Set.copyOf(retired);
            events = List.copyOf(events);
            evidence = List.copyOf(evidence);
        }

        boolean changesTheEstate() {
            return !events.isEmpty() || !retired.isEmpty() || !evidence.isEmpty();
        }
    }

    /// The question.
    ///
    /// @param type of the subject; null is that of its consumer's row
    /// @param consumer whose row gives the circumstances; null is the subject
    /// @param actors for whom it acts, nearest first; their types are those of their rows
    /// @param context laid over the circumstances of the consumer's row, key by key
    record When(
            String subject,
            @Nullable String type,
            @Nullable String consumer,
            RegoObject properties,
            List<String> actors,
            String action,
            String resource,
            @Nullable String resourceType,
            RegoObject context) {
        When {
            actors = List.copyOf(actors);
        }
    }

    /// The answer, whole; but of the input only what matters.
    ///
    /// @param obligations by type, without `notify`; `*` stands for any text
    /// @param notified who is told, in order
    /// @param input values by path below `input`; a path ends in `#` for the number of elements; empty for absent
    record Then(
            String effect,
            List<String> reasons,
            List<String> notified,
            RegoObject obligations,
            RegoObject labels,
            Map<String, Optional<RegoValue>> input) {
        Then {
            reasons = reasons.stream().sorted().toList();
            notified = List.copyOf(notified);
            input = Map.copyOf(input);
        }
    }
}
