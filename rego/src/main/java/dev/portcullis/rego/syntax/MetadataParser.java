package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds `# METADATA` comments and reads the YAML of the comment lines directly below each.
final class MetadataParser {
    private final TokenStream in;

    MetadataParser(TokenStream in) {
        this.in = in;
    }

    /// The blocks among these comments; a faulty one is reported to the stream and left out.
    List<MetadataBlock> blocks(List<Token> comments) {
        List<MetadataBlock> blocks = new ArrayList<>();
        for (int i = 0; i < comments.size(); i++) {
            if (startsBlock(comments.get(i))) {
                int end = i + 1;
                while (end < comments.size() && continuesBlock(comments.get(end - 1), comments.get(end))) {
                    end++;
                }
                read(comments.get(i), comments.subList(i + 1, end), blocks);
            }
        }
        return blocks;
    }

    private void read(Token opening, List<Token> lines, List<MetadataBlock> blocks) {
        Span place = opening.span(in.file());
        StringBuilder yaml = new StringBuilder();
        for (Token line : lines) {
            String text = content(line);
            yaml.append(text.startsWith(" ") ? text.substring(1) : text).append('\n');
        }
        if (yaml.toString().isBlank()) {
            in.error(place, "expected METADATA block, found whitespace");
            return;
        }
        try {
            blocks.add(new MetadataContent(in.file()).block(place, YamlReader.read(yaml.toString())));
        } catch (YamlReader.YamlException fault) {
            Token line = lines.get(Math.min(Math.max(fault.line(), 0), lines.size() - 1));
            in.error(line.span(in.file()), fault.getMessage() + spaceHint(lines));
        } catch (MetadataContent.MetadataException fault) {
            in.error(place, String.valueOf(fault.getMessage()));
        }
    }

    private static boolean startsBlock(Token comment) {
        return comment.column() == 1 && content(comment).strip().startsWith("METADATA");
    }

    private static boolean continuesBlock(Token before, Token comment) {
        return comment.column() == 1 && comment.row() == before.row() + 1 && !startsBlock(comment);
    }

    /// The comment without its `#` and without carriage returns at its end.
    private static String content(Token comment) {
        String text = comment.text();
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(1, end);
    }

    /// A colon must be followed by a space; any other symbol that looks like one is named.
    private static String spaceHint(List<Token> lines) {
        StringBuilder hints = new StringBuilder();
        for (Token line : lines) {
            List<String> symbols = new ArrayList<>();
            String[] parts = content(line).split(":", -1);
            for (int i = 1; i < parts.length; i++) {
                boolean last = i == parts.length - 1;
                if ((parts[i].isEmpty() && last) || parts[i].startsWith(" ") || parts[i].startsWith("\t")) {
                    break;
                }
                symbols.add(quoted(parts[i].isEmpty() ? 0xFFFD : parts[i].codePointAt(0)));
            }
            if (!symbols.isEmpty()) {
                hints.append("\n  Hint: on line ")
                        .append(line.row())
                        .append(", symbol(s) [")
                        .append(String.join(" ", symbols))
                        .append("] immediately following a key/value separator ':' is not a legal yaml space"
                                + " character");
            }
        }
        return hints.toString();
    }

    private static String quoted(int symbol) {
        if (symbol >= ' ' && symbol < 0x7F) {
            return "'" + (symbol == '\'' || symbol == '\\' ? "\\" : "") + Character.toString(symbol) + "'";
        }
        return String.format(Locale.ROOT, symbol > 0xFFFF ? "'\\U%08x'" : "'\\u%04x'", symbol);
    }
}
