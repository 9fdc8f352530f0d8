package dev.portcullis.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An immutable list that grows at its end and shares everything before it, so that a parser can keep and restore
/// states at no cost. Null is the empty chain.
record Chain<T>(T last, @Nullable Chain<T> before, int size) {

    static <T> Chain<T> plus(@Nullable Chain<T> chain, T element) {
        return new Chain<>(element, chain, chain == null ? 1 : chain.size + 1);
    }

    /// The elements in the order they were added.
    static <T> List<T> list(@Nullable Chain<T> chain) {
        List<T> elements = new ArrayList<>();
        for (Chain<T> link = chain; link != null; link = link.before) {
            elements.add(link.last);
        }
        return elements.reversed();
    }
}
