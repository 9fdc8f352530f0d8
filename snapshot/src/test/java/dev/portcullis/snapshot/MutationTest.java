package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.snapshot.trust.SignatureCheck;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No file but the one that was signed is accepted; and a file that a trusted signer got wrong is refused or answers
/// within its bounds. Nothing else is thrown, nothing hangs.
final class MutationTest {
    private static final int UNSIGNED_MUTANTS = 120_000;
    private static final int SIGNED_MUTANTS = 120_000;
    private static final int CAMPAIGN = 8_000;

    private final byte[] original = TestSnapshots.write(SampleContent.full());
    private final Mutations mutations = new Mutations(original);

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
            byte[] mutant = mutations.anywhere(random);
            if (!Arrays.equals(mutant, original)) {
                assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(mutant, onlyTheOriginal));
            }
        }
    }

    @Test
    void open_ofSignedMutants() throws Exception {
        var random = new Random(2);
        int answered = 0;
        for (int run = 0; run < SIGNED_MUTANTS; run++) {
            // One in eight has a lie in the header, the others in the sections.
            byte[] mutant = run % 8 == 0 ? mutations.inTheHeader(random) : mutations.inTheSections(random);
            TestSnapshots.digest(mutant);
            answered += answersOrIsRefused(mutant, TestSnapshots.EVERYTHING_IS_SIGNED);
        }
        assertTrue(answered > SIGNED_MUTANTS / 100, "some mutants are other facts and must be answered: " + answered);
    }

    /// Nothing is idealised here: every file is really signed, or really is not.
    @Test
    void open_ofTheSmallCampaign() throws Exception {
        MutationCampaign.Outcome outcome = MutationCampaign.run(CAMPAIGN, 1);
        assertEquals(List.of(), outcome.failures());
        assertEquals(CAMPAIGN, outcome.files());
        for (String code : List.of("corrupt", "untrusted", "too_new")) {
            assertTrue(outcome.of("unsigned", code) > 0, code);
        }
        assertTrue(outcome.of("signed", "corrupt") > 0, outcome::toString);
        assertTrue(outcome.of("signed", "answered") > 0, "some files say other things and must be answered");
    }

    private static int answersOrIsRefused(byte[] mutant, HeaderReader.Signatures signatures) throws Exception {
        try (var snapshot = TestSnapshots.open(mutant, signatures)) {
            new Interrogation(snapshot).run();
            return 1;
        } catch (SnapshotFormatException refused) {
            return 0;
        }
    }
}
