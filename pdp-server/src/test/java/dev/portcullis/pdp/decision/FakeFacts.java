package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Facts by hand: one lineage document for every request, and a count of leases.
public final class FakeFacts implements Facts {
    public static final long BUILT_AT_NS = 1_793_609_940_000_000_000L;
    public static final RegoObject LINEAGE = RegoObject.builder()
            .put(
                    "target",
                    RegoObject.builder()
                            .put("environment", RegoString.of("production"))
                            .build())
            .build();

    private final SnapshotVersion version;
    private final long notAfterNs;
    private final AtomicInteger leases = new AtomicInteger();
    private volatile boolean closed;

    public FakeFacts(SnapshotVersion version, long notAfterNs) {
        this.version = version;
        this.notAfterNs = notAfterNs;
    }

    /// Facts 7.100 that stay fresh for a day.
    public static FakeFacts fresh() {
        return new FakeFacts(new SnapshotVersion(7, 100), BUILT_AT_NS + 86_400_000_000_000L);
    }

    @Override
    public SnapshotVersion version() {
        return version;
    }

    @Override
    public long builtAtNs() {
        return BUILT_AT_NS;
    }

    @Override
    public long notAfterNs() {
        return notAfterNs;
    }

    @Override
    public RegoObject lineage(DecisionRequest request, long nowNs) {
        return LINEAGE;
    }

    @Override
    public RegoObject data() {
        return RegoObject.empty();
    }

    @Override
    public boolean acquire() {
        leases.incrementAndGet();
        if (closed) {
            leases.decrementAndGet();
            return false;
        }
        return true;
    }

    @Override
    public void release() {
        leases.decrementAndGet();
    }

    public int leases() {
        return leases.get();
    }

    public void close() {
        closed = true;
    }

    /// An empty table named `resources`, for evaluators that pretend to read it.
    public static final class Table extends RegoObject implements FactTable {
        @Override
        public String tableName() {
            return "resources";
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public @Nullable RegoValue get(RegoValue key) {
            return null;
        }

        @Override
        public RegoValue key(int slot) {
            throw new IndexOutOfBoundsException(slot);
        }

        @Override
        public RegoValue value(int slot) {
            throw new IndexOutOfBoundsException(slot);
        }
    }
}
