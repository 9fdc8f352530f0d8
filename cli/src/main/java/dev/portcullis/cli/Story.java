package dev.portcullis.cli;

import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.cli.grpc.DecisionClient.Question;
import dev.portcullis.cli.grpc.RequestException;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.Set;

/// A question with the sentence that explains it and the answer it should get: one object of a file of stories,
/// `{"name", "story", "request", "expect"}`.
///
/// @param name short and unique, such as `t9-person`
/// @param story what happens, for a person
/// @param place where it stands, for messages
record Story(String name, String story, Question question, Expectation expectation, String place) {
    private static final Set<String> KEYS = Set.of("name", "story", "request", "expect");

    static Story parse(JsonFile.Entry entry) throws CommandException {
        RegoObject json = entry.object();
        for (int slot : json.sortedSlots()) {
            String key = json.key(slot) instanceof RegoString name ? name.value() : "";
            if (!KEYS.contains(key)) {
                throw new CommandException(
                        entry.place() + ": unknown key `" + key + "`; known are name, story, request, expect");
            }
        }
        try {
            return new Story(
                    text(entry, "name"),
                    text(entry, "story"),
                    DecisionClient.question(object(entry, "request")),
                    Expectation.parse(object(entry, "expect")),
                    entry.place());
        } catch (RequestException e) {
            throw new CommandException(entry.place() + ": in `request`: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandException(entry.place() + ": in `expect`: " + e.getMessage());
        }
    }

    private static String text(JsonFile.Entry entry, String key) throws CommandException {
        if (entry.object().get(key) instanceof RegoString text) {
            return text.value();
        }
        throw new CommandException(entry.place() + ": `" + key + "` must be a string");
    }

    private static RegoObject object(JsonFile.Entry entry, String key) throws CommandException {
        if (entry.object().get(key) instanceof RegoObject object) {
            return object;
        }
        throw new CommandException(entry.place() + ": `" + key + "` must be an object");
    }
}
