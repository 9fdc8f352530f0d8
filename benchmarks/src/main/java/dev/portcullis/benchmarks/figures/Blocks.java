package dev.portcullis.benchmarks.figures;

import java.util.ArrayList;
import java.util.List;

/// The blocks of one kind of call, in order.
public final class Blocks {
    private final String name;
    private final List<long[]> blocks = new ArrayList<>();
    private double calls;
    private double nanos;
    private double lastRate;

    /// @param name of the calls, for messages
    public Blocks(String name) {
        this.name = name;
    }

    /// Adds a block.
    ///
    /// @param each nanoseconds of every call
    /// @param took nanoseconds of the whole block
    public void add(Longs each, long took) {
        if (each.size() == 0) {
            throw new IllegalStateException("no call of `" + name + "` was answered");
        }
        blocks.add(each.sorted());
        calls += each.size();
        lastRate = each.size() * 1e9 / took;
        nanos += took;
    }

    /// A quantile of the last block, in nanoseconds.
    public double last(double part) {
        return Longs.quantile(blocks.getLast(), part);
    }

    /// Calls for each second of the last block.
    public double lastRate() {
        return lastRate;
    }

    /// The median over the blocks of a quantile, in microseconds.
    public String micros(double part) {
        double[] each = blocks.stream()
                .mapToDouble(block -> Longs.quantile(block, part))
                .sorted()
                .toArray();
        return String.format("%.1f", each[each.length / 2] / 1e3);
    }

    /// How many calls there were.
    public double calls() {
        return calls;
    }

    /// Calls for each second of all blocks.
    public double perSecond() {
        return calls * 1e9 / nanos;
    }
}
