package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Writes the findings in the order of their subjects, and where those of each subject end. A finding that is said
/// twice is stored once.
final class FindingsWriter {
    private final NumberedContent content;
    private final List<Finding> findings;

    FindingsWriter(NumberedContent content) {
        this.content = content;
        this.findings = new ArrayList<>(new LinkedHashSet<>(content.content().findings()));
        StringDictionary strings = content.strings();
        findings.sort(Comparator.<Finding>comparingInt(finding -> strings.id(finding.subject()))
                .thenComparingInt(finding -> strings.id(finding.code()))
                .thenComparingInt(finding -> strings.id(finding.severity()))
                .thenComparingLong(Finding::sinceNs)
                .thenComparing(Finding::tombstone));
    }

    /// @return the number of subjects
    int writeSubjects(SectionOutput out) throws IOException {
        int first = content.numbers().nodes();
        int count = content.numbers().nodesAndSubjects() - first;
        List<Integer> ends = new ArrayList<>(count);
        int end = 0;
        for (int row = 0; row < count; row++) {
            int subject = content.idString(first + row);
            while (end < findings.size()
                    && content.strings().id(findings.get(end).subject()) == subject) {
                end++;
            }
            ends.add(end);
        }
        new ColumnWriter<>(out, TableLayout.SUBJECTS, ends, content.strings())
                .id(content, first)
                .ints(ColumnType.FINDINGS_END, Integer::intValue)
                .done();
        return count;
    }

    /// @return the number of findings
    int writeFindings(SectionOutput out) throws IOException {
        new ColumnWriter<>(out, TableLayout.FINDINGS, findings, content.strings())
                .string(Finding::code)
                .string(Finding::severity)
                .time(Finding::sinceNs)
                .flag(Finding::tombstone)
                .done();
        return findings.size();
    }
}
