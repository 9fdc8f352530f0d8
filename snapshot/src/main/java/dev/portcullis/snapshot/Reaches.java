package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which set of sinks holds for which thing in whose hands.
///
/// Layout: things, pairs, the things as [RankedNodes], per thing its general set, per thing where its pairs begin,
/// the consumers of the pairs ascending within a thing, the sets of the pairs.
public final class Reaches {
    static final int PREFIX_BYTES = 16;

    private final SectionData data;
    private final NodeNumbers numbers;
    private final ReachSets sets;
    private final RankedNodes things;
    private final int pairs;
    private final long generals;
    private final long offsets;
    private final long consumers;
    private final long setNumbers;

    private Reaches(SectionData data, NodeNumbers numbers, ReachSets sets, int things, int pairs) {
        this.data = data;
        this.numbers = numbers;
        this.sets = sets;
        this.things = new RankedNodes(data, PREFIX_BYTES, numbers.nodes(), things);
        this.pairs = pairs;
        this.generals = PREFIX_BYTES + RankedNodes.bytes(numbers.nodes());
        this.offsets = generals + (long) things * Integer.BYTES;
        this.consumers = offsets + Integer.BYTES * (things + 1L);
        this.setNumbers = consumers + (long) pairs * Integer.BYTES;
    }

    static Reaches open(SectionData data, NodeNumbers numbers, ReachSets sets) throws Corrupt {
        if (data.length() < PREFIX_BYTES) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + PREFIX_BYTES + " are needed");
        }
        int things = data.intAt(0);
        int pairs = data.intAt(Integer.BYTES);
        if (things < 0 || things > numbers.nodes() || pairs < 0 || data.longAt(Long.BYTES) != 0) {
            throw data.corrupt(
                    "begins with " + things + " things of " + numbers.nodes() + " nodes and " + pairs + " pairs");
        }
        var reaches = new Reaches(data, numbers, sets, things, pairs);
        data.requireLength(reaches.setNumbers + (long) pairs * Integer.BYTES);
        return reaches;
    }

    void check() throws Corrupt {
        things.check(numbers, Reaches::mayReach);
        data.requireRange(generals, things.members(), Format.NONE, sets.size());
        data.requireOffsets(offsets, things.members(), pairs, 0, pairs);
        data.requireRange(consumers, pairs, numbers.first(NodeKind.CONSUMER), numbers.end(NodeKind.CONSUMER));
        data.requireRange(setNumbers, pairs, 0, sets.size());
        requireAscendingConsumers();
        IntScan general = data.scan(generals);
        int stated = pairs;
        for (int thing = 0; thing < things.members(); thing++) {
            stated += general.next() == Format.NONE ? 0 : 1;
        }
        if (stated != data.count()) {
            throw data.corrupt("states " + stated + " sets for a count of " + data.count());
        }
    }

    private void requireAscendingConsumers() throws Corrupt {
        IntScan ends = data.scan(offsets + Integer.BYTES);
        IntScan consumer = data.scan(consumers);
        int pair = 0;
        for (int thing = 0; thing < things.members(); thing++) {
            int before = Format.NONE;
            for (int end = ends.next(); pair < end; pair++) {
                int next = consumer.next();
                if (next <= before) {
                    throw data.corrupt("pair " + pair + " does not come after the one before it");
                }
                before = next;
            }
        }
    }

    /// Whether a node of this kind can be a thing that is asked for.
    static boolean mayReach(NodeKind kind) {
        return kind == NodeKind.CREDENTIAL || kind == NodeKind.RESOURCE;
    }

    /// How many sets are stated, over all things and consumers.
    public int size() {
        return data.count();
    }

    /// What a thing reaches in anyone's hands for whom nothing else is stated; null when that is not known.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public @Nullable ReachSet general(int thing) {
        int rank = things.rank(Objects.checkIndex(thing, numbers.nodes()));
        return rank < 0 ? null : generalOf(rank);
    }

    private @Nullable ReachSet generalOf(int rank) {
        int set = intAt(generals, rank);
        return set < 0 ? null : sets.get(set);
    }

    /// What a thing reaches in the hands of a consumer, or else in general; null when neither is known.
    ///
    /// @param consumer a consumer, or [Snapshot#NONE]
    /// @throws IndexOutOfBoundsException when there is no such thing
    public @Nullable ReachSet of(int thing, int consumer) {
        int rank = things.rank(Objects.checkIndex(thing, numbers.nodes()));
        if (rank < 0) {
            return null;
        }
        int low = intAt(offsets, rank);
        int high = intAt(offsets, rank + 1) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = intAt(consumers, middle);
            if (found == consumer) {
                return sets.get(intAt(setNumbers, middle));
            }
            if (found < consumer) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return generalOf(rank);
    }

    /// The consumers for whom a thing has a set of their own.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public IntList consumers(int thing) {
        int rank = things.rank(Objects.checkIndex(thing, numbers.nodes()));
        if (rank < 0) {
            return IntList.EMPTY;
        }
        int from = intAt(offsets, rank);
        int to = intAt(offsets, rank + 1);
        return new IntList(data.bytes(), consumers + (long) from * Integer.BYTES, to - from);
    }

    private int intAt(long array, int index) {
        return data.intAt(array + (long) index * Integer.BYTES);
    }
}
