package dev.portcullis.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Damaged copies of one file: bits, bytes and numbers changed, parts copied over others, cut or inserted, and lies in
/// the section table. From the same random numbers come the same copies.
final class Mutations {
    private static final int[] TELLING = {0, 1, 2, -1, -2, 63, 64, 255, 256, 0x7fff_ffff, 0x8000_0000, 0x1000_0000};
    private static final int MOST_CHANGES = 3;
    private static final int MOST_COPIED = 16;
    private static final int FILE_BYTES_AT = 16;
    private static final int SECTION_TABLE = 128;
    private static final int ENTRY = 64;

    private final byte[] original;
    private final int firstSection;

    Mutations(byte[] original) {
        this.original = original;
        this.firstSection = TestSnapshots.offset(original, Section.STRINGS);
    }

    /// One to three changes anywhere.
    byte[] anywhere(Random random) {
        return changed(random, 0, original.length);
    }

    /// One to three changes in the header or the signature.
    byte[] inTheHeader(Random random) {
        return changed(random, 0, firstSection);
    }

    /// One to three changes in the sections.
    byte[] inTheSections(Random random) {
        return changed(random, firstSection, original.length);
    }

    /// A section with another count, length or offset, all within reach of what would be right.
    byte[] inTheSectionTable(Random random) {
        byte[] mutant = original.clone();
        ByteBuffer file = ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN);
        int entry = SECTION_TABLE + random.nextInt(Section.ALL.size()) * ENTRY;
        switch (random.nextInt(4)) {
            case 0 -> file.putInt(entry + 4, file.getInt(entry + 4) + random.nextInt(9) - 4);
            case 1 -> file.putLong(entry + 8, file.getLong(entry + 8) + 64L * (random.nextInt(5) - 2));
            case 2 -> file.putLong(entry + 16, file.getLong(entry + 16) + random.nextInt(129) - 64);
            default -> file.putInt(entry + 4, TELLING[random.nextInt(TELLING.length)]);
        }
        return mutant;
    }

    /// A file that ends early or late and says so itself.
    byte[] ofAnotherLength(Random random) {
        int length = random.nextInt(192, original.length + 2 * ENTRY);
        byte[] mutant = Arrays.copyOf(original, length);
        ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN).putLong(FILE_BYTES_AT, length);
        return mutant;
    }

    /// One to three changes between two offsets: a byte, a bit, a telling number, a number nearby, or bytes from
    /// elsewhere.
    private byte[] changed(Random random, int from, int to) {
        byte[] mutant = original.clone();
        ByteBuffer file = ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int at = from + random.nextInt(to - from);
            int word = Math.min(at & ~3, original.length - Integer.BYTES);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> file.putInt(word, TELLING[random.nextInt(TELLING.length)]);
                case 3 -> file.putInt(word, file.getInt(word) + random.nextInt(5) - 2);
                default -> {
                    int length = Math.min(1 + random.nextInt(MOST_COPIED), to - at);
                    System.arraycopy(original, random.nextInt(original.length - length), mutant, at, length);
                }
            }
        }
        return mutant;
    }
}
