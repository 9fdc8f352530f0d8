package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.IntList;
import dev.portcullis.snapshot.Snapshot;
import java.util.Arrays;
import java.util.function.IntFunction;

/// Turns node numbers and string ids of a snapshot into text.
final class NodeIds {
    private NodeIds() {}

    /// The ids of the nodes at the other ends, each once.
    static RegoArray of(Snapshot snapshot, EdgeList edges) {
        RegoValue[] ids = new RegoValue[edges.size()];
        int kept = 0;
        for (int i = 0; i < ids.length; i++) {
            if (isNewEnd(edges, i)) {
                ids[kept++] = RegoString.of(snapshot.id(edges.node(i)));
            }
        }
        return RegoArray.of(Arrays.copyOf(ids, kept));
    }

    /// Whether the node at a position was not at the one before: the edges of a list are sorted by node, and one
    /// node comes once for each way the edge came to be.
    static boolean isNewEnd(EdgeList edges, int position) {
        return position == 0 || edges.node(position) != edges.node(position - 1);
    }

    /// The number of nodes at the other ends.
    static int count(EdgeList edges) {
        int count = 0;
        for (int i = 0; i < edges.size(); i++) {
            count += isNewEnd(edges, i) ? 1 : 0;
        }
        return count;
    }

    /// The texts of a list of numbers, in its order.
    static RegoArray of(IntList list, IntFunction<String> text) {
        RegoValue[] texts = new RegoValue[list.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = RegoString.of(text.apply(list.get(i)));
        }
        return RegoArray.of(texts);
    }
}
