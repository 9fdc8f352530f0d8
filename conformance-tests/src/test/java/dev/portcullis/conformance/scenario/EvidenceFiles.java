package dev.portcullis.conformance.scenario;

import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Facts that a scenario states, as the evidence files that sources would write.
record EvidenceFiles(Path directory, String watermark) {
    /// Fields whose id names the source that states a fact, when the fact does not.
    private static final List<String> ABOUT = List.of("id", "subject", "thing", "principal", "from");

    /// One partial listing for each source.
    List<Path> write(List<RegoObject> facts) throws IOException {
        TreeMap<String, List<RegoObject>> bySource = new TreeMap<>();
        for (RegoObject fact : facts) {
            bySource.computeIfAbsent(source(fact), source -> new ArrayList<>()).add(fact);
        }
        List<Path> files = new ArrayList<>();
        for (var each : bySource.entrySet()) {
            StringBuilder lines = new StringBuilder(
                    RegoJson.write(firstLine(each.getKey(), each.getValue().size())));
            for (RegoObject fact : each.getValue()) {
                lines.append('\n').append(RegoJson.write(without(fact, "source")));
            }
            files.add(Files.writeString(directory.resolve(each.getKey() + ".ndjson"), lines.append('\n')));
        }
        return files;
    }

    private RegoObject firstLine(String source, int facts) {
        return RegoObject.builder()
                .put("kind", RegoString.of("source"))
                .put("source", RegoString.of(source))
                .put("watermark", RegoString.of(watermark))
                .put("listing", RegoString.of("partial"))
                .put("facts", RegoNumber.of(facts))
                .build();
    }

    private static String source(RegoObject fact) {
        if (fact.get("source") instanceof RegoString source) {
            return source.value();
        }
        for (String field : ABOUT) {
            if (fact.get(field) instanceof RegoString id) {
                return id.value().split(":", 2)[0];
            }
        }
        throw new IllegalArgumentException("`" + fact + "` is about nothing");
    }

    private static RegoObject without(RegoObject object, String key) {
        RegoObject.Builder rest = RegoObject.builder();
        for (int slot = 0; slot < object.size(); slot++) {
            if (!object.key(slot).equals(RegoString.of(key))) {
                rest.put(object.key(slot), object.value(slot));
            }
        }
        return rest.build();
    }
}
