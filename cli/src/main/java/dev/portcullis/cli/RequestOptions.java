package dev.portcullis.cli;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that spell out one request. They build the same JSON that `--request` reads.
final class RequestOptions {
    @Option(names = "--subject-type", paramLabel = "TYPE", description = "Who asks: workload, ai_agent, user …")
    @Nullable
    String subjectType;

    @Option(names = "--subject", paramLabel = "ID", description = "Who asks: system:type:path.")
    @Nullable
    String subject;

    @Option(
            names = "--credential",
            paramLabel = "ID",
            description = "Id of the credential it presents, never its value.")
    @Nullable
    String credential;

    @Option(names = "--subject-property", paramLabel = "NAME=VALUE", description = "Further properties of the subject.")
    Map<String, String> subjectProperties = new LinkedHashMap<>();

    @Option(names = "--actor", paramLabel = "TYPE=ID", description = "For whom it acts, nearest first.")
    List<String> actors = new ArrayList<>();

    @Option(names = "--action", paramLabel = "NAME", description = "secret.read, credential.issue, role.assume …")
    @Nullable
    String action;

    @Option(names = "--resource-type", paramLabel = "TYPE", description = "vault_secret, vault_role, aws_role …")
    @Nullable
    String resourceType;

    @Option(names = "--resource", paramLabel = "ID", description = "What is asked for: system:type:path.")
    @Nullable
    String resource;

    @Option(
            names = "--resource-property",
            paramLabel = "NAME=VALUE",
            description = "Further properties of the resource.")
    Map<String, String> resourceProperties = new LinkedHashMap<>();

    @Option(names = "--purpose", description = "Declared purpose.")
    @Nullable
    String purpose;

    @Option(names = "--task", paramLabel = "TYPE=ID", description = "The task it belongs to.")
    @Nullable
    String task;

    @Option(names = "--environment", description = "Environment of the enforcement point.")
    @Nullable
    String environment;

    @Option(names = "--region", description = "Where the request came from.")
    @Nullable
    String region;

    @Option(names = "--zone", description = "Named network zone it came from.")
    @Nullable
    String zone;

    @Option(names = "--address", description = "IP address it came from.")
    @Nullable
    String address;

    @Option(names = "--ttl", paramLabel = "SECONDS", description = "Lifetime asked for.")
    @Nullable
    Long ttlSeconds;

    @Option(names = "--scope", description = "Scopes asked for.")
    List<String> scopes = new ArrayList<>();

    @Option(names = "--context-property", paramLabel = "NAME=VALUE", description = "Further properties of the context.")
    Map<String, String> contextProperties = new LinkedHashMap<>();

    @Option(names = "--min-snapshot", paramLabel = "EPOCH.SEQ", description = "The oldest snapshot to accept.")
    @Nullable
    String minSnapshot;

    @Option(names = "--request-id", paramLabel = "ID", description = "Your own id, repeated in the answer.")
    @Nullable
    String requestId;

    @Option(names = "--dry-run", description = "Ask without consequences.")
    boolean dryRun;

    /// Whether any of these options is given.
    boolean isGiven() throws CommandException {
        return toRequest().size() > 0;
    }

    /// The request as JSON; what is not given is absent.
    RegoObject toRequest() throws CommandException {
        RegoObject.Builder request = RegoObject.builder();
        put(request, "request_id", requestId);
        put(request, "subject", subject());
        put(request, "action", named("name", action));
        put(request, "resource", resource());
        put(request, "context", context());
        if (minSnapshot != null) {
            request.put("min_snapshot", version(minSnapshot));
        }
        if (dryRun) {
            request.put("dry_run", RegoBoolean.TRUE);
        }
        return request.build();
    }

    private RegoObject subject() throws CommandException {
        RegoObject.Builder properties = properties(subjectProperties);
        put(properties, "credential", credential);
        RegoObject.Builder json = typed(subjectType, subject);
        put(json, "properties", properties.build());
        if (!actors.isEmpty()) {
            List<RegoObject> chain = new ArrayList<>();
            for (String actor : actors) {
                chain.add(pair("--actor", actor));
            }
            json.put("actor_chain", RegoArray.copyOf(chain));
        }
        return json.build();
    }

    private RegoObject resource() {
        RegoObject.Builder json = typed(resourceType, resource);
        put(json, "properties", properties(resourceProperties).build());
        return json.build();
    }

    private RegoObject context() throws CommandException {
        RegoObject.Builder context = RegoObject.builder();
        put(context, "purpose", purpose);
        if (task != null) {
            context.put("task", pair("--task", task));
        }
        put(context, "environment", environment);
        put(context, "region", region);
        put(context, "network_zone", zone);
        put(context, "address", address);
        if (ttlSeconds != null) {
            context.put("requested_ttl_s", RegoNumber.of(ttlSeconds));
        }
        if (!scopes.isEmpty()) {
            context.put(
                    "requested_scopes",
                    RegoArray.copyOf(scopes.stream().map(RegoString::of).toList()));
        }
        put(context, "properties", properties(contextProperties).build());
        return context.build();
    }

    private static RegoObject.Builder typed(@Nullable String type, @Nullable String id) {
        RegoObject.Builder json = RegoObject.builder();
        put(json, "type", type);
        put(json, "id", id);
        return json;
    }

    /// Reads `TYPE=ID`.
    private static RegoObject pair(String option, String text) throws CommandException {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw new CommandException("`" + option + " " + text + "` is not TYPE=ID");
        }
        return typed(text.substring(0, sign), text.substring(sign + 1)).build();
    }

    private static RegoObject named(String key, @Nullable String name) {
        RegoObject.Builder json = RegoObject.builder();
        put(json, key, name);
        return json.build();
    }

    /// A value that is JSON is taken as such, anything else as text.
    private static RegoObject.Builder properties(Map<String, String> given) {
        RegoObject.Builder json = RegoObject.builder();
        given.forEach((name, text) -> json.put(name, jsonOrText(text)));
        return json;
    }

    private static RegoValue jsonOrText(String text) {
        try {
            return RegoJson.read(text);
        } catch (JsonException notJson) {
            return RegoString.of(text);
        }
    }

    /// Reads `EPOCH.SEQ`.
    private static RegoObject version(String text) throws CommandException {
        String[] parts = text.split("\\.", -1);
        try {
            return RegoObject.builder()
                    .put("epoch", RegoNumber.of(Long.parseLong(parts[0])))
                    .put("seq", RegoNumber.of(Long.parseLong(parts.length == 2 ? parts[1] : "")))
                    .build();
        } catch (NumberFormatException e) {
            throw new CommandException("`--min-snapshot " + text + "` is not EPOCH.SEQ, such as 7.100");
        }
    }

    private static void put(RegoObject.Builder json, String key, @Nullable String text) {
        if (text != null) {
            json.put(key, RegoString.of(text));
        }
    }

    private static void put(RegoObject.Builder json, String key, RegoObject object) {
        if (object.size() > 0) {
            json.put(key, object);
        }
    }
}
