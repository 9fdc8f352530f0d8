package dev.portcullis.cli;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of JSON objects: one document over any number of lines, or one object a line (NDJSON).
final class JsonFile {
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 128);

    private JsonFile() {}

    /// One object and its place.
    ///
    /// @param place `file:row` of its first line, for messages
    record Entry(RegoObject object, String place) {}

    /// Reads all objects.
    ///
    /// @param file a path, or `-` for the console's input
    /// @throws CommandException naming the place of what is not JSON, or not an object
    static List<Entry> read(String file, Console console) throws IOException, CommandException {
        boolean isInput = file.equals("-");
        byte[] content = isInput ? console.in().readAllBytes() : Files.readAllBytes(Path.of(file));
        return parse(isInput ? "standard input" : file, new String(content, StandardCharsets.UTF_8));
    }

    /// The objects in a text.
    ///
    /// @param name of the text, for messages
    static List<Entry> parse(String name, String text) throws CommandException {
        List<String> lines = text.lines().toList();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            throw new CommandException(name + ":1: there is no JSON object");
        }
        if (!isDocument(lines.get(first))) {
            return List.of(object(name, text, 0));
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = first; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                entries.add(object(name, lines.get(i), i));
            }
        }
        return entries;
    }

    private static boolean isDocument(String line) {
        try {
            RegoJson.read(line.getBytes(StandardCharsets.UTF_8), LIMITS);
            return true;
        } catch (JsonException severalLines) {
            return false;
        }
    }

    private static Entry object(String name, String text, int linesBefore) throws CommandException {
        try {
            var value = RegoJson.read(text.getBytes(StandardCharsets.UTF_8), LIMITS);
            String place = name + ":" + (linesBefore + 1);
            if (value instanceof RegoObject object) {
                return new Entry(object, place);
            }
            throw new CommandException(place + ": expected a JSON object");
        } catch (JsonException e) {
            throw new CommandException(name + ":" + (linesBefore + e.row()) + ":" + e.column() + ": " + e.getMessage());
        }
    }
}
