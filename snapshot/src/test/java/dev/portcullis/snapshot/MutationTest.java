package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.snapshot.trust.SignatureCheck;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No file but the one that was signed is accepted; and a file that a trusted signer got wrong is refused or answers
/// within its bounds. Nothing else is thrown, nothing hangs.
final class MutationTest {
    private static final int UNSIGNED_MUTANTS = 120_000;
    private static final int SIGNED_MUTANTS = 120_000;
    private static final int REALLY_SIGNED_MUTANTS = 300;
    private static final int[] TELLING = {0, 1, 2, -1, -2, 63, 64, 255, 256, 0x7fff_ffff, 0x8000_0000, 0x1000_0000};

    private final byte[] original = TestSnapshots.write(SampleContent.full());

    /// Accepts exactly the original header under its signature: what Ed25519 does, without its cost.
    private final HeaderReader.Signatures onlyTheOriginal = (keyId, header, signature) -> {
        int length = header.length;
        boolean same = Arrays.equals(header, Arrays.copyOf(original, length))
                && Arrays.equals(signature, Arrays.copyOfRange(original, length, length + signature.length));
        return same
                ? new SignatureCheck.Valid(TestKeys.trust().key("test-1").orElseThrow())
                : new SignatureCheck.Refused("the signature does not verify");
    };

    @Test
    void open_ofEveryTruncation() {
        for (int length = 0; length < original.length; length++) {
            byte[] cut = Arrays.copyOf(original, length);
            assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(cut, onlyTheOriginal));
        }
        byte[] longer = Arrays.copyOf(original, original.length + 1);
        assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(longer, onlyTheOriginal));
    }

    @Test
    void open_ofEveryTruncationWithACorrectedLength() {
        for (int length = 200; length < original.length; length++) {
            byte[] cut = Arrays.copyOf(original, length);
            ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putLong(16, length);
            assertThrows(
                    SnapshotFormatException.class, () -> TestSnapshots.open(cut, TestSnapshots.EVERYTHING_IS_SIGNED));
        }
    }

    @Test
    void open_ofEveryFlippedBit() {
        for (int bit = 0; bit < 8 * original.length; bit += 3) {
            byte[] mutant = original.clone();
            mutant[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(mutant, onlyTheOriginal));
        }
    }

    @Test
    void open_ofUnsignedMutants() {
        var random = new Random(1);
        for (int run = 0; run < UNSIGNED_MUTANTS; run++) {
            byte[] mutant = mutant(random, 0, original.length);
            if (!Arrays.equals(mutant, original)) {
                assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(mutant, onlyTheOriginal));
            }
        }
    }

    @Test
    void open_ofSignedMutants() throws Exception {
        var random = new Random(2);
        int firstSection = TestSnapshots.offset(original, Section.STRINGS);
        int answered = 0;
        for (int run = 0; run < SIGNED_MUTANTS; run++) {
            // One in eight has a lie in the header, the others in the sections.
            byte[] mutant =
                    run % 8 == 0 ? mutant(random, 0, firstSection) : mutant(random, firstSection, original.length);
            TestSnapshots.digest(mutant);
            answered += answersOrIsRefused(mutant, TestSnapshots.EVERYTHING_IS_SIGNED);
        }
        assertTrue(answered > SIGNED_MUTANTS / 100, "some mutants are other facts and must be answered: " + answered);
    }

    @Test
    void open_ofReallySignedMutants() throws Exception {
        var random = new Random(3);
        int firstSection = TestSnapshots.offset(original, Section.STRINGS);
        int answered = 0;
        for (int run = 0; run < REALLY_SIGNED_MUTANTS; run++) {
            byte[] mutant = mutant(random, firstSection, original.length);
            TestSnapshots.sign(mutant);
            answered += answersOrIsRefused(mutant, Snapshot.signatures(TestKeys.trust(), TestKeys.NOW));
        }
        assertTrue(answered > 0, "some mutants are other facts and must be answered");
    }

    private static int answersOrIsRefused(byte[] mutant, HeaderReader.Signatures signatures) throws Exception {
        try (var snapshot = TestSnapshots.open(mutant, signatures)) {
            askEverything(snapshot);
            return 1;
        } catch (SnapshotFormatException refused) {
            return 0;
        }
    }

    private static void askEverything(Snapshot snapshot) {
        SnapshotContent content = snapshot.toContent();
        assertEquals(snapshot.nodes(), content.nodes().size());
        for (Node node : content.nodes()) {
            snapshot.node(node.id());
            snapshot.stringId(node.id());
            snapshot.findings(node.id());
            snapshot.baseline(BaselineTuple.Level.EXACT, node.id(), SampleContent.SETTLE, 0);
        }
        for (int node = 0; node < snapshot.nodes(); node++) {
            for (Edge.Kind kind : Edge.Kind.values()) {
                EdgeList sources = snapshot.edges(kind).sources(node);
                for (int i = 0; i < sources.size(); i++) {
                    snapshot.id(sources.node(i));
                }
            }
            ReachSet set = snapshot.reach(node, node);
            for (int i = 0; set != null && i < set.size(); i++) {
                snapshot.id(set.resource(i));
            }
        }
        snapshot.findings(SampleContent.TASK);
    }

    /// One to three changes between two offsets: a byte, a bit, a telling number, or bytes from elsewhere.
    private byte[] mutant(Random random, int from, int to) {
        byte[] mutant = original.clone();
        ByteBuffer file = ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = from + random.nextInt(to - from);
            int word = Math.min(at & ~3, original.length - Integer.BYTES);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> file.putInt(word, TELLING[random.nextInt(TELLING.length)]);
                case 3 -> file.putInt(word, file.getInt(word) + random.nextInt(5) - 2);
                default -> {
                    int length = Math.min(1 + random.nextInt(16), to - at);
                    System.arraycopy(original, random.nextInt(original.length - length), mutant, at, length);
                }
            }
        }
        return mutant;
    }
}
