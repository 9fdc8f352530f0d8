package dev.portcullis.conformance.scenario;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.Files;

/// The short names of the estate: `@settle` stands for an id.
record Handles(RegoObject ids, RegoObject zones) {
    /// Those of examples/larkfield.
    static Handles read() throws IOException, JsonException {
        byte[] file = Files.readAllBytes(WorkTree.root().resolve("examples/larkfield/handles.json"));
        Fields handles = new Fields("handles.json", (RegoObject) RegoJson.read(file)).only("ids", "zones");
        return new Handles(handles.objectOrEmpty("ids"), handles.objectOrEmpty("zones"));
    }

    /// The same value with ids for handles, in keys too.
    RegoValue resolve(RegoValue value) {
        return switch (value) {
            case RegoString text when text.value().startsWith("@") -> id(text.value());
            case RegoArray array ->
                RegoArray.copyOf(array.toList().stream().map(this::resolve).toList());
            case RegoObject object -> {
                RegoObject.Builder resolved = RegoObject.builder();
                for (int slot = 0; slot < object.size(); slot++) {
                    resolved.put(resolve(object.key(slot)), resolve(object.value(slot)));
                }
                yield resolved.build();
            }
            default -> value;
        };
    }

    private RegoString id(String handle) {
        if (ids.get(handle.substring(1)) instanceof RegoString id) {
            return id;
        }
        throw new IllegalArgumentException("`" + handle + "` is no handle of the estate");
    }

    /// The `.5` of a zone; empty for a zone without addresses.
    String address(String zone) {
        if (zones.get(zone) instanceof RegoArray cidrs) {
            String network = Fields.text(cidrs.get(0));
            return network.substring(0, network.lastIndexOf('.')) + ".5";
        }
        return "";
    }
}
