package dev.portcullis.rego.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds scans whose block starts by comparing something of the element with something that stays the same
/// during the scan: `some t in data.teams; t.name == r.team`. Those become a [Statement.ScanWhere], which may
/// look the elements up. The block stays as it is and compares again, so a look-up only has to leave out what
/// would not hold.
final class Joins {
    private Joins() {}

    /// A local as a path of constant keys from another operand.
    @SuppressWarnings("ArrayRecordComponent")
    private record Origin(int root, int[] path) {
        Origin at(int key) {
            int[] longer = Arrays.copyOf(path, path.length + 1);
            longer[path.length] = key;
            return new Origin(root, longer);
        }
    }

    /// The scan, as a join where it is one.
    static Statement scan(int source, int key, int value, Plan.Block block) {
        Map<Integer, Origin> known = new HashMap<>();
        for (Statement statement : block.statements()) {
            if (statement instanceof Statement.Dot dot && dot.key() < 0) {
                known.put(dot.target(), origin(known, dot.source()).at(dot.key()));
            } else if (statement instanceof Statement.Equal equal) {
                Statement join =
                        join(source, key, value, block, origin(known, equal.left()), origin(known, equal.right()));
                if (join != null) {
                    return join;
                }
            } else {
                break;
            }
        }
        return new Statement.Scan(source, key, value, block);
    }

    private static Origin origin(Map<Integer, Origin> known, int operand) {
        Origin origin = known.get(operand);
        return origin == null ? new Origin(operand, new int[0]) : origin;
    }

    private static @Nullable Statement join(
            int source, int key, int value, Plan.Block block, Origin left, Origin right) {
        Origin element = left.root() == value ? left : right;
        Origin other = left.root() == value ? right : left;
        boolean joins = element.root() == value && other.root() != value && other.root() != key;
        return joins
                ? new Statement.ScanWhere(source, key, value, element.path(), other.root(), other.path(), block)
                : null;
    }
}
