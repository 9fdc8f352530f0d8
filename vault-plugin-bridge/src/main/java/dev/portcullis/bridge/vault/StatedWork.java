package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Question;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client says about the work its request belongs to, in headers of ours, which the server never gets. It is
/// the client's word: policies hold it against what is known of the task.
///
/// @param task null when it says none
/// @param purpose empty when it says none
/// @param scopes that it wants of what is issued
record StatedWork(Question.@Nullable Task task, String purpose, List<String> scopes) {
    private static final String PREFIX = "x-portcullis-";
    private static final String TASK = PREFIX + "task";
    private static final String PURPOSE = PREFIX + "purpose";
    private static final String SCOPES = PREFIX + "scopes";
    private static final Set<String> ALL = Set.of(TASK, PURPOSE, SCOPES);
    private static final String WORD = "[A-Za-z0-9._:-]{1,128}";

    StatedWork {
        scopes = List.copyOf(scopes);
    }

    /// Whether a header is one of ours, whatever it says.
    ///
    /// @param name in lower case
    static boolean isOurs(String name) {
        return name.startsWith(PREFIX);
    }

    /// Why a request that says this is not passed on.
    static Optional<String> refusal(HttpHeaders headers) {
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (isOurs(lower) && !ALL.contains(lower)) {
                return Optional.of("the header `" + lower + "` is not known");
            }
        }
        for (String once : ALL) {
            if (headers.getAll(once).size() > 1) {
                return Optional.of("the header `" + once + "` occurs twice");
            }
        }
        return wrong(headers, TASK, WORD + "/" + WORD, "<type>/<id>")
                .or(() -> wrong(headers, PURPOSE, WORD, "one word"))
                .or(() -> wrong(headers, SCOPES, WORD + "( " + WORD + "){0,63}", "words with a space between"));
    }

    private static Optional<String> wrong(HttpHeaders headers, String name, String form, String said) {
        return headers.contains(name) && !headers.get(name).matches(form)
                ? Optional.of("the header `" + name + "` is not of the form " + said)
                : Optional.empty();
    }

    /// What headers say that [#refusal] has nothing against.
    static StatedWork of(HttpHeaders headers) {
        String task = headers.get(TASK, "");
        int slash = task.indexOf('/');
        String scopes = headers.get(SCOPES, "");
        return new StatedWork(
                slash < 0 ? null : new Question.Task(task.substring(0, slash), task.substring(slash + 1)),
                headers.get(PURPOSE, ""),
                scopes.isEmpty() ? List.of() : List.of(scopes.split(" ")));
    }
}
