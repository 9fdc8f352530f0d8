package dev.portcullis.rego.value;

/// The ordinary array: its elements in a Java array that nobody else writes.
final class DenseArray extends RegoArray {
    static final DenseArray EMPTY = new DenseArray(new RegoValue[0]);

    private final RegoValue[] elements;
    private int hash;

    DenseArray(RegoValue[] elements) {
        this.elements = elements;
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public RegoValue get(int index) {
        return elements[index];
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = super.hashCode();
        }
        return hash;
    }
}
