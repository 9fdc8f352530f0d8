package dev.portcullis.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A file that does not fit on a few screens holds more than one idea.
final class SourceSizeTest {
    private static final int MOST_LINES = 500;
    private static final int MEDIAN_LINES = 100;

    @Test
    void noJavaFile_isLongerThanTheLimit(TestReporter reporter) throws IOException {
        List<Path> files = WorkTree.files(".java");
        List<Integer> sizes = new ArrayList<>();
        for (Path file : files) {
            sizes.add(Files.readAllLines(file).size());
        }
        sizes.sort(null);
        int median = sizes.get(sizes.size() / 2);
        reporter.publishEntry("lines", "files " + sizes.size() + ", median " + median + ", longest " + sizes.getLast());

        assertEquals(List.of(), longerThan(MOST_LINES, files));
        assertTrue(median <= MEDIAN_LINES, () -> "the median is " + median + " lines, allowed are " + MEDIAN_LINES);
    }

    @Test
    void fileOneLineTooLong_isFound(@TempDir Path folder) throws IOException {
        Path fits = Files.writeString(folder.resolve("Fits.java"), "//\n".repeat(MOST_LINES));
        Path tooLong = Files.writeString(folder.resolve("TooLong.java"), "//\n".repeat(MOST_LINES + 1));

        assertEquals(List.of(tooLong + ": 501 lines"), longerThan(MOST_LINES, List.of(fits, tooLong)));
    }

    private static List<String> longerThan(int most, List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > most) {
                found.add(file + ": " + lines + " lines");
            }
        }
        return found;
    }
}
