package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which `schemas` annotations apply to a rule: those of packages above, of its package, of its document, its own.
final class SchemaScopes {
    private final Map<List<RegoValue>, List<RegoObject>> subpackages = new HashMap<>();
    private final Map<List<RegoValue>, List<RegoObject>> packages = new HashMap<>();
    private final Map<List<RegoValue>, List<RegoObject>> documents = new HashMap<>();
    private final Map<Place, List<RegoObject>> rules = new HashMap<>();
    private final Map<String, List<RegoValue>> packageOf = new HashMap<>();

    private record Place(String file, int row, int column) {
        static Place of(Span span) {
            return new Place(span.file(), span.row(), span.column());
        }
    }

    SchemaScopes(List<Module> modules) {
        modules.forEach(this::add);
    }

    private void add(Module module) {
        List<RegoValue> path = Documents.groundPrefix(module.path());
        packageOf.put(module.source().name(), path);
        for (Annotation annotation : module.annotations()) {
            if (!(annotation.content().get("schemas") instanceof RegoArray schemas)) {
                continue;
            }
            List<RegoObject> into = switch (annotation.scope()) {
                case SUBPACKAGES -> subpackages.computeIfAbsent(path, _ -> new ArrayList<>());
                case PACKAGE -> packages.computeIfAbsent(path, _ -> new ArrayList<>());
                case RULE -> rules.computeIfAbsent(Place.of(annotation.target()), _ -> new ArrayList<>());
                case DOCUMENT ->
                    documents.computeIfAbsent(documentAt(module, annotation.target()), _ -> new ArrayList<>());
            };
            for (int i = 0; i < schemas.size(); i++) {
                into.add((RegoObject) schemas.get(i));
            }
        }
    }

    private static List<RegoValue> documentAt(Module module, Span place) {
        for (Rule rule : module.rules()) {
            if (Place.of(rule.span()).equals(Place.of(place))) {
                return Documents.groundPrefix(rule.head().ref());
            }
        }
        return List.of();
    }

    /// The annotations of a resolved rule, from the widest scope to its own: a later one wins.
    List<RegoObject> of(Rule rule) {
        if (subpackages.isEmpty() && packages.isEmpty() && documents.isEmpty() && rules.isEmpty()) {
            return List.of();
        }
        List<RegoObject> found = new ArrayList<>();
        List<RegoValue> path = packageOf.getOrDefault(rule.span().file(), List.of());
        for (int i = 0; i <= path.size(); i++) {
            found.addAll(subpackages.getOrDefault(path.subList(0, i), List.of()));
        }
        found.addAll(packages.getOrDefault(path, List.of()));
        found.addAll(documents.getOrDefault(Documents.groundPrefix(rule.head().ref()), List.of()));
        found.addAll(rules.getOrDefault(Place.of(rule.span()), List.of()));
        return found;
    }
}
