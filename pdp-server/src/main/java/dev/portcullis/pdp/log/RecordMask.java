package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.pdp.decision.Verdict;
import dev.portcullis.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;

/// Leaves listed fields out of records before anything of them is encoded. What was left out is named in the record.
///
/// Spec: docs/spec/decision-log.md, "Masking".
public final class RecordMask {
    /// Keeps everything.
    public static final RecordMask NONE = new RecordMask(List.of());
    /// Named by a record of which nothing maskable was kept.
    static final String EVERYTHING = "*";
    /// Named by a record whose message was left out because it may quote what is masked.
    static final String MESSAGE = "answer.message";

    private final List<MaskPath> paths;

    private RecordMask(List<MaskPath> paths) {
        this.paths = paths;
    }

    /// A mask of these paths, such as `context.address`.
    ///
    /// @throws IllegalArgumentException with a sentence about the path that is none
    public static RecordMask of(List<String> paths) {
        return new RecordMask(paths.stream().map(MaskPath::of).toList());
    }

    /// What is kept of a record.
    ///
    /// @throws RuntimeException when the record's values cannot be read; [#stub] then stands in
    MaskedRecord apply(DecisionRecord record) {
        MaskedRecord masked = MaskedRecord.whole(record);
        for (MaskPath path : paths) {
            MaskedRecord without = masked.without(path);
            masked = without == masked ? masked : without.naming(path.text());
        }
        return paths.isEmpty() || !mayQuote(record.decision()) ? masked : withoutMessage(masked);
    }

    /// These messages show what the request or the policy wrote.
    private static boolean mayQuote(Decision decision) {
        ReasonCode code = decision.verdict().code();
        boolean quotes = code == ReasonCode.REQUEST_INVALID || code == ReasonCode.RESULT_MALFORMED;
        return quotes && !decision.verdict().message().isEmpty();
    }

    private static MaskedRecord withoutMessage(MaskedRecord masked) {
        Verdict full = masked.verdict();
        return masked.with(new Verdict(
                        full.effect(),
                        full.code(),
                        full.reasons(),
                        full.obligations(),
                        full.labels(),
                        full.determiningRules(),
                        ""))
                .naming(MESSAGE);
    }

    /// Who asked for what, when, and the effect: what is kept when masking fails, so that the record itself is not
    /// lost.
    static MaskedRecord stub(DecisionRecord record) {
        Verdict full = record.decision().verdict();
        Verdict bare = new Verdict(
                full.effect(), full.code(), full.reasons(), List.of(), RegoObject.empty(), full.determiningRules(), "");
        return MaskedRecord.bare(record).with(bare).naming(EVERYTHING);
    }

    /// A copy of a list with one more element.
    static List<String> plus(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return more;
    }
}
