package dev.portcullis.rego.plan;

import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the rules of a group that can hold, from a few values computed beforehand (*probes*) and the tests the
/// rules put to them. The list with the fewest rules is walked and held against the others, so that a search
/// costs what it finds and memory grows with the number of tests.
public final class RuleIndex {
    private static final int[] NONE = {};

    private final List<ProbeIndex> probes = new ArrayList<>();
    private final int[][] askedBy;
    private final int[] valueClasses;

    /// @param tests for each rule and each probe the tests of which the probed value must pass one; null
    ///     when the rule asks nothing of that probe
    /// @param valueClasses for each rule a number that rules of the same constant value share; -1 when its value is
    ///     not constant
    RuleIndex(List<? extends List<? extends @Nullable List<RuleTest>>> tests, int probeCount, int[] valueClasses) {
        this.valueClasses = valueClasses.clone();
        this.askedBy = new int[tests.size()][];
        for (int probe = 0; probe < probeCount; probe++) {
            List<@Nullable List<RuleTest>> column = new ArrayList<>();
            for (List<? extends @Nullable List<RuleTest>> rule : tests) {
                column.add(rule.get(probe));
            }
            probes.add(new ProbeIndex(column));
        }
        for (int rule = 0; rule < askedBy.length; rule++) {
            IntList asking = new IntList();
            for (int probe = 0; probe < probeCount; probe++) {
                if (tests.get(rule).get(probe) != null) {
                    asking.add(probe);
                }
            }
            askedBy[rule] = asking.toArray();
        }
    }

    /// The steps a search for these values is worth.
    public long cost(@Nullable RegoValue[] values) {
        long cost = values.length;
        for (int probe = 0; probe < values.length; probe++) {
            cost += probes.get(probe).cost(values[probe]);
        }
        return cost;
    }

    /// The numbers of the rules that can hold, in order of declaration.
    ///
    /// @param values of the probes; null where undefined
    public int[] candidates(@Nullable RegoValue[] values) {
        int[][] hits = new int[values.length][];
        int fewest = 0;
        int best = Integer.MAX_VALUE;
        for (int probe = 0; probe < values.length; probe++) {
            ProbeIndex index = probes.get(probe);
            hits[probe] = index.hits(values[probe]);
            int rules = hits[probe].length + index.free().length;
            if (rules < best) {
                best = rules;
                fewest = probe;
            }
        }
        return best == 0
                ? NONE
                : filtered(merged(hits[fewest], probes.get(fewest).free()), fewest, hits);
    }

    private int[] filtered(int[] rules, int walked, int[][] hits) {
        int kept = 0;
        int[] candidates = new int[rules.length];
        for (int rule : rules) {
            boolean passes = true;
            for (int probe : askedBy[rule]) {
                passes &= probe == walked || Arrays.binarySearch(hits[probe], rule) >= 0;
            }
            if (passes) {
                candidates[kept++] = rule;
            }
        }
        return kept == candidates.length ? candidates : Arrays.copyOf(candidates, kept);
    }

    /// Whether all of these rules have one constant value, so that the first that holds decides.
    public boolean agree(int[] candidates) {
        for (int rule : candidates) {
            if (valueClasses[rule] < 0 || valueClasses[rule] != valueClasses[candidates[0]]) {
                return false;
            }
        }
        return candidates.length > 0;
    }

    private static int[] merged(int[] left, int[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        int[] merged = new int[left.length + right.length];
        int l = 0;
        int r = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean takeLeft = r == right.length || (l < left.length && left[l] < right[r]);
            merged[i] = takeLeft ? left[l++] : right[r++];
        }
        return merged;
    }
}
