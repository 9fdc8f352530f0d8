package dev.portcullis.snapshot;

/// Consecutive nodes of one kind.
///
/// @param first the first node
/// @param end the number behind the last one; equal to `first` when there are none
public record NodeRange(int first, int end) {
    /// Whether there are none.
    public boolean isEmpty() {
        return first == end;
    }

    /// How many there are.
    public int size() {
        return end - first;
    }
}
