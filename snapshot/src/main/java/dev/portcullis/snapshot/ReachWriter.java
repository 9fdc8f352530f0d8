package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/// Writes what things reach: the distinct sets, and which holds for which thing and consumer.
final class ReachWriter {
    private final NumberedContent content;
    private final List<Reach> reaches;
    private final ListPool sets = new ListPool();
    private final int[] things;
    private final int[] consumers;
    private final int[] tokens;

    /// Pairs of access and verdict, as string ids, in the order of their numbers.
    private final long[] shapes;

    /// @throws InvalidContentException when a set is stated twice, refers to nothing, or there are too many shapes
    ReachWriter(NumberedContent content) throws InvalidContentException {
        this.content = content;
        this.reaches = content.content().reaches();
        this.shapes = shapes();
        this.things = new int[reaches.size()];
        this.consumers = new int[reaches.size()];
        this.tokens = new int[reaches.size()];
        var stated = new HashMap<Long, Reach>();
        for (int i = 0; i < things.length; i++) {
            Reach reach = reaches.get(i);
            things[i] = content.resolve(reach.thing(), Reaches::mayReach, "reach", reach.thing());
            consumers[i] = reach.consumer() == null
                    ? Format.NONE
                    : content.resolve(reach.consumer(), kind -> kind == NodeKind.CONSUMER, "reach", reach.thing());
            if (stated.put((long) things[i] << Integer.SIZE | consumers[i] + 1, reach) != null) {
                throw new InvalidContentException("reach of `" + reach.thing() + "` is given twice for "
                        + (reach.consumer() == null ? "everyone" : "`" + reach.consumer() + "`"));
            }
            tokens[i] = sets.add(sinks(reach));
        }
        sets.rank("sinks");
    }

    private long[] shapes() throws InvalidContentException {
        var distinct = new TreeSet<Long>();
        for (Reach reach : reaches) {
            for (Reach.Sink sink : reach.sinks()) {
                distinct.add(shape(sink));
                if (distinct.size() > ReachSets.MAX_SHAPES) {
                    throw new InvalidContentException("`" + reach.thing() + "` has access `" + sink.access()
                            + "` and verdict `" + sink.verdict() + "`, there are " + ReachSets.MAX_SHAPES
                            + " such pairs already");
                }
            }
        }
        return distinct.stream().mapToLong(Long::longValue).toArray();
    }

    private long shape(Reach.Sink sink) {
        return (long) content.strings().id(sink.access()) << Integer.SIZE
                | content.strings().id(sink.verdict());
    }

    /// Resource in the upper half, shape in the lower.
    private long[] sinks(Reach reach) throws InvalidContentException {
        var sinks = new long[reach.sinks().size()];
        for (int i = 0; i < sinks.length; i++) {
            Reach.Sink sink = reach.sinks().get(i);
            int resource = content.resolve(sink.resource(), kind -> kind == NodeKind.RESOURCE, "reach", reach.thing());
            sinks[i] = (long) resource << Integer.SIZE | Arrays.binarySearch(shapes, shape(sink));
        }
        return Arrays.stream(sinks).sorted().distinct().toArray();
    }

    /// @return the number of sets
    int writeSets(SectionOutput out) throws IOException {
        int sinks = sets.lists().stream().mapToInt(set -> set.length).sum();
        out.putInt(shapes.length);
        out.putInt(sinks);
        for (long shape : shapes) {
            out.putInt((int) (shape >>> Integer.SIZE));
            out.putInt((int) shape);
        }
        sets.writeOffsets(out);
        for (long[] set : sets.lists()) {
            for (long sink : set) {
                out.putInt((int) (sink >>> Integer.SIZE));
            }
        }
        for (long[] set : sets.lists()) {
            for (long sink : set) {
                out.putByte((int) sink);
            }
        }
        return sets.lists().size();
    }

    /// @return the number of stated sets
    int writeThings(SectionOutput out) throws IOException {
        var values = new long[things.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) (consumers[i] + 1) << Integer.SIZE | sets.rank(tokens[i]);
        }
        var byThing = new Grouped(things, values, content.numbers().nodes());
        int generals = 0;
        for (int consumer : consumers) {
            generals += consumer == Format.NONE ? 1 : 0;
        }
        out.putInt(byThing.occupied());
        out.putInt(things.length - generals);
        out.putLong(0);
        RankedNodesWriter.write(byThing, out);
        writeOffsets(byThing, out);
        for (int i = 0; i < byThing.size(); i++) {
            if (!isGeneral(byThing.value(i))) {
                out.putInt((int) (byThing.value(i) >>> Integer.SIZE) - 1);
            }
        }
        for (int i = 0; i < byThing.size(); i++) {
            if (!isGeneral(byThing.value(i))) {
                out.putInt((int) byThing.value(i));
            }
        }
        return things.length;
    }

    /// Whether a value, with a consumer plus one in the upper half, is that of no consumer in particular.
    private static boolean isGeneral(long value) {
        return value >>> Integer.SIZE == 0;
    }

    /// The general set of each thing, which comes first among its values, and where its pairs begin.
    private static void writeOffsets(Grouped byThing, SectionOutput out) throws IOException {
        for (int thing = 0; thing < byThing.groups(); thing++) {
            if (!byThing.isEmpty(thing)) {
                long first = byThing.value(byThing.start(thing));
                out.putInt(isGeneral(first) ? (int) first : Format.NONE);
            }
        }
        out.putInt(0);
        int pairs = 0;
        for (int thing = 0; thing < byThing.groups(); thing++) {
            if (!byThing.isEmpty(thing)) {
                int start = byThing.start(thing);
                pairs += byThing.end(thing) - start - (isGeneral(byThing.value(start)) ? 1 : 0);
                out.putInt(pairs);
            }
        }
    }
}
