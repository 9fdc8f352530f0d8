package dev.portcullis.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Markdown page names of this repository: links, paths, packages and types. A page that names what is not there
/// is out of date.
final class DocumentedNames {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern PACKAGE_OR_TYPE = Pattern.compile("dev\\.portcullis(\\.\\w+)+");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]+([A-Z][a-z0-9]+)+");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+/?");
    private static final Pattern JAVA_DECLARATION = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final Pattern PROTO_DECLARATION =
            Pattern.compile("(?m)^\\s*(?:message|enum|service|rpc) ([A-Z]\\w*)");

    private final Path root;
    private final Set<String> qualified = new HashSet<>();
    private final Set<String> simple = new HashSet<>();

    private DocumentedNames(Path root) {
        this.root = root;
    }

    /// Reads every declaration of the tree once.
    static DocumentedNames of(Path root, List<Path> javaFiles, List<Path> protoFiles) throws IOException {
        DocumentedNames names = new DocumentedNames(root);
        for (Path file : javaFiles) {
            names.addJava(file);
        }
        for (Path file : protoFiles) {
            PROTO_DECLARATION
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(found -> names.simple.add(found.group(1)));
        }
        return names;
    }

    private void addJava(Path file) throws IOException {
        String path = root.relativize(file).toString().replace('/', '.');
        int start = path.indexOf("dev.portcullis");
        if (start >= 0) {
            String type = path.substring(start, path.length() - ".java".length());
            for (int end = type.length(); end > 0; end = type.lastIndexOf('.', end - 1)) {
                qualified.add(type.substring(0, end));
            }
        }
        JAVA_DECLARATION.matcher(Files.readString(file)).results().forEach(found -> simple.add(found.group(1)));
    }

    /// What the page at this place names and does not exist, a sentence each.
    List<String> missing(Path page, String text) {
        String prose = FENCE.matcher(text).replaceAll("");
        List<String> missing = new ArrayList<>();
        for (MatchResult link : matches(LINK, prose)) {
            String target = link.group(1);
            if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                missing.add("links to `" + target + "`");
            }
        }
        for (MatchResult code : matches(CODE, prose)) {
            String name = code.group(1);
            if (!exists(page, name)) {
                missing.add("names `" + name + "`");
            }
        }
        return missing.stream().map(what -> root.relativize(page) + " " + what).toList();
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    /// Whether a name in code marks is there; true for what is no name of this repository.
    private boolean exists(Path page, String name) {
        if (PACKAGE_OR_TYPE.matcher(name).matches()) {
            return qualified.contains(name) || isMemberOf(name);
        }
        if (TYPE.matcher(name).matches()) {
            return simple.contains(name);
        }
        if (PATH.matcher(name).matches() && Files.isDirectory(root.resolve(name.substring(0, name.indexOf("/"))))) {
            return Files.exists(root.resolve(name)) || Files.exists(page.resolveSibling(name));
        }
        return true;
    }

    /// `package.Type.Nested` and `package.Type.member` lie in the file of the type.
    private boolean isMemberOf(String name) {
        String owner = name.substring(0, name.lastIndexOf('.'));
        String last = owner.substring(owner.lastIndexOf('.') + 1);
        return Character.isUpperCase(last.charAt(0)) && qualified.contains(owner);
    }
}
