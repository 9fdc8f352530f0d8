package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SipHashTest {
    private static final HashKey KEY = new HashKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    /// Source: the paper's appendix A (15 bytes) and the vectors of its reference implementation.
    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({
        "0, 310e0edd47db6f72",
        "1, fd67dc93c539f874",
        "2, 5a4fa9d909806c0d",
        "3, 2d7efbd796666785",
        "7, 37d1018bf50002ab",
        "8, 6224939a79f5f593",
        "9, b0e4a90bdf82009e",
        "15, e545be4961ca29a1",
        "16, db9bc2577fcc2a3f",
        "63, 724506eb4c328a95"
    })
    void hash_ofThePublishedVectors(int length, String littleEndian) {
        var message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) i;
        }
        long expected = Long.reverseBytes(HexFormat.fromHexDigitsToLong(littleEndian));
        assertEquals(expected, SipHash.hash(KEY, message));
    }
}
