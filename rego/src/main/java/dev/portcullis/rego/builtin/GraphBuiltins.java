package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// OPA's `graph`: walking documents, and graphs given as objects of neighbours.
final class GraphBuiltins {
    private GraphBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("walk", (context, args) -> walk(context, args[0]));
        to.defineUnchecked("graph.reachable", (context, args) -> reachable(context, graph(args), starts(args)));
        to.defineUnchecked("graph.reachable_paths", (context, args) -> paths(context, graph(args), starts(args)));
    }

    /// A value and where it stands.
    private record Place(RegoArray path, RegoValue value) {}

    /// Every value in `root`, itself included, as pairs of path and value; parents before their children.
    private static RegoArray walk(BuiltinContext context, RegoValue root) {
        List<RegoValue> results = new ArrayList<>();
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place(RegoArray.empty(), root));
        while (!open.isEmpty()) {
            Place place = open.pop();
            context.charge(1L + place.path.size());
            results.add(RegoArray.of(place.path, place.value));
            List<Place> children = children(place);
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        return RegoArray.copyOf(results);
    }

    private static List<Place> children(Place place) {
        List<Place> children = new ArrayList<>();
        if (place.value instanceof RegoArray array) {
            for (int i = 0, n = array.size(); i < n; i++) {
                children.add(new Place(append(place.path, RegoNumber.of(i)), array.get(i)));
            }
        } else if (place.value instanceof RegoObject object) {
            for (int slot : object.sortedSlots()) {
                children.add(new Place(append(place.path, object.key(slot)), object.value(slot)));
            }
        } else if (place.value instanceof RegoSet set) {
            for (int i = 0, n = set.size(); i < n; i++) {
                children.add(new Place(append(place.path, set.sorted(i)), set.sorted(i)));
            }
        }
        return children;
    }

    private static RegoArray append(RegoArray path, RegoValue key) {
        RegoValue[] longer = new RegoValue[path.size() + 1];
        for (int i = 0; i < path.size(); i++) {
            longer[i] = path.get(i);
        }
        longer[path.size()] = key;
        return RegoArray.of(longer);
    }

    private static RegoObject graph(RegoValue[] args) throws BuiltinException {
        if (args[0] instanceof RegoObject graph) {
            return graph;
        }
        throw BuiltinException.operand(1, "object", args[0].typeName());
    }

    private static RegoArray starts(RegoValue[] args) throws BuiltinException {
        if (args[1] instanceof RegoArray || args[1] instanceof RegoSet) {
            return Operands.elements(args, 2);
        }
        throw BuiltinException.operand(2, "{array, set}", args[1].typeName());
    }

    /// The neighbours in a node's value, which has none unless it is an array or a set.
    private static RegoArray neighbours(RegoValue edges) {
        if (edges instanceof RegoSet set) {
            return set.toArray();
        }
        return edges instanceof RegoArray array ? array : RegoArray.empty();
    }

    private static RegoSet reachable(BuiltinContext context, RegoObject graph, RegoArray starts) {
        RegoSet.Builder reached = RegoSet.builder();
        Deque<RegoValue> queue = new ArrayDeque<>(starts.toList());
        while (!queue.isEmpty()) {
            RegoValue node = queue.remove();
            RegoValue edges = graph.get(node);
            if (edges == null || reached.contains(node)) {
                continue;
            }
            reached.add(node);
            RegoArray neighbours = neighbours(edges);
            context.charge(1L + neighbours.size());
            for (int i = 0; i < neighbours.size(); i++) {
                if (!reached.contains(neighbours.get(i))) {
                    queue.add(neighbours.get(i));
                }
            }
        }
        return reached.build();
    }

    /// A path being followed, and the node it comes to next.
    private record Trail(RegoArray nodes, RegoValue next) {}

    /// Every path from a start that cannot be continued without meeting itself.
    private static RegoSet paths(BuiltinContext context, RegoObject graph, RegoArray starts) {
        RegoSet.Builder found = RegoSet.builder();
        Deque<Trail> open = new ArrayDeque<>();
        for (int i = 0; i < starts.size(); i++) {
            if (graph.get(starts.get(i)) != null) {
                open.add(new Trail(RegoArray.empty(), starts.get(i)));
            }
        }
        while (!open.isEmpty()) {
            Trail trail = open.pop();
            context.charge(1L + trail.nodes.size());
            RegoValue edges = graph.get(trail.next);
            if (edges == null) {
                found.add(trail.nodes);
                continue;
            }
            RegoArray path = append(trail.nodes, trail.next);
            RegoArray neighbours = neighbours(edges);
            if (neighbours.size() == 0) {
                found.add(path);
            }
            for (int i = 0; i < neighbours.size(); i++) {
                // OPA does not look at the start itself here, so that a loop on it shows twice in the path.
                if (path.size() > 1 && path.contains(neighbours.get(i))) {
                    found.add(path);
                } else {
                    context.charge(1L + path.size());
                    open.push(new Trail(path, neighbours.get(i)));
                }
            }
        }
        return found.build();
    }
}
