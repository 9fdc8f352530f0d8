package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdIndexTest {
    @ParameterizedTest(name = "{0} entries")
    @CsvSource({"0, 0", "1, 1", "3, 1", "4, 2", "2147483639, 715827880"})
    void homes_leaveEveryFourthSlotEmpty(int entries, int homes) {
        assertEquals(homes, IdIndex.homes(entries));
    }

    /// The first and the last hash there is have the first and the last line, and no hash has one before that of a
    /// smaller hash.
    @ParameterizedTest(name = "{0} homes")
    @CsvSource({"1", "2", "3", "1000", "715827880"})
    void home_ascendsWithTheHash(int homes) {
        assertEquals(0, IdIndex.home(0, homes));
        assertEquals(homes - 1, IdIndex.home(-1, homes));
        int before = 0;
        for (long hash = 1L << 50; hash != 0; hash += 1L << 50) {
            int home = IdIndex.home(hash, homes);
            assertTrue(home >= before && home < homes, () -> "home " + home);
            before = home;
        }
    }
}
