package dev.portcullis.benchmarks.estate;

import java.util.ArrayList;
import java.util.List;

/// What a measuring process tells the script that started it: one line of JSON.
final class Report {
    private Report() {}

    /// @param namesAndNumbers names and numbers in turn
    static void print(Object... namesAndNumbers) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            members.add("\"" + namesAndNumbers[i] + "\": " + namesAndNumbers[i + 1]);
        }
        System.out.println("{" + String.join(", ", members) + "}");
    }
}
