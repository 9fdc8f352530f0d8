package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Ids of identities in the order in which they are asked for, behind one another in memory: the next one is always
/// near, as the id in a request that has just been parsed is. A key becomes a fresh string only when it is asked for.
final class Keys {
    static final int COUNT = 1 << 19;

    private static final double ZIPF = 0.99;

    private final byte[] bytes;
    private final int[] ends = new int[COUNT];

    /// Which identities are asked for how often.
    enum Choice {
        /// The k-th most popular one in proportion to k to the power of -0.99.
        ZIPF,
        UNIFORM
    }

    Keys(Snapshot snapshot, Choice choice) {
        int identities = snapshot.identities().size();
        var random = new SplittableRandom(1);
        double zeta = choice == Choice.ZIPF ? zeta(identities) : 0;
        var pool = new ByteArrayOutputStream();
        for (int key = 0; key < COUNT; key++) {
            long rank =
                    choice == Choice.ZIPF ? zipf(random.nextDouble(), identities, zeta) : random.nextInt(identities);
            // A prime step spreads the popular ones over the file.
            int node = snapshot.identities().first() + (int) (rank * 7_368_787 % identities);
            pool.writeBytes(snapshot.id(node).getBytes(StandardCharsets.UTF_8));
            ends[key] = pool.size();
        }
        this.bytes = pool.toByteArray();
    }

    String get(int key) {
        int begin = key == 0 ? 0 : ends[key - 1];
        return new String(bytes, begin, ends[key] - begin, StandardCharsets.ISO_8859_1);
    }

    private static double zeta(int n) {
        double sum = 0;
        for (int rank = 1; rank <= n; rank++) {
            sum += Math.pow(rank, -ZIPF);
        }
        return sum;
    }

    /// Source: Gray et al., "Quickly Generating Billion-Record Synthetic Databases", SIGMOD 1994.
    private static long zipf(double u, int n, double zeta) {
        double scaled = u * zeta;
        double two = 1 + Math.pow(0.5, ZIPF);
        if (scaled < 1) {
            return 0;
        }
        if (scaled < two) {
            return 1;
        }
        double eta = (1 - Math.pow(2.0 / n, 1 - ZIPF)) / (1 - two / zeta);
        return (long) (n * Math.pow(eta * u - eta + 1, 1 / (1 - ZIPF)));
    }
}
