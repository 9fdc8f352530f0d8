package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        long sinks = 0;
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
        sets.rank();
        for (long[] set : sets.lists()) {
            sinks += set.length;
        }
        if (sinks > Format.MAX_COUNT) {
            throw new InvalidContentException(sinks + " sinks in all, allowed are " + Format.MAX_COUNT);
        }
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
        var generals = new HashMap<Integer, Integer>();
        for (int i = 0; i < things.length; i++) {
            if (consumers[i] == Format.NONE) {
                generals.put(things[i], sets.rank(tokens[i]));
            }
        }
        out.putInt(byThing.occupied());
        out.putInt(things.length - generals.size());
        out.putLong(0);
        RankedNodesWriter.write(byThing, out);
        writeOffsets(byThing, generals, out);
        for (int i = 0; i < byThing.size(); i++) {
            if (byThing.value(i) >>> Integer.SIZE != 0) {
                out.putInt((int) (byThing.value(i) >>> Integer.SIZE) - 1);
            }
        }
        for (int i = 0; i < byThing.size(); i++) {
            if (byThing.value(i) >>> Integer.SIZE != 0) {
                out.putInt((int) byThing.value(i));
            }
        }
        return things.length;
    }

    /// The general set of each thing, and where its pairs begin.
    private static void writeOffsets(Grouped byThing, Map<Integer, Integer> generals, SectionOutput out)
            throws IOException {
        for (int thing = 0; thing < byThing.groups(); thing++) {
            if (!byThing.isEmpty(thing)) {
                out.putInt(generals.getOrDefault(thing, Format.NONE));
            }
        }
        out.putInt(0);
        int pairs = 0;
        for (int thing = 0; thing < byThing.groups(); thing++) {
            if (!byThing.isEmpty(thing)) {
                pairs += byThing.end(thing) - byThing.start(thing) - (generals.containsKey(thing) ? 1 : 0);
                out.putInt(pairs);
            }
        }
    }
}
