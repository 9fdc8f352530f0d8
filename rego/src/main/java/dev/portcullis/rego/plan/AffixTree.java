package dev.portcullis.rego.plan;

import java.util.Arrays;

/// The starts (or ends) that rules ask for, as a tree along their characters: every rule that a text satisfies lies
/// on one walk along the text.
final class AffixTree {
    private static final int[] NO_RULES = {};

    private char[] characters = {};
    private AffixTree[] next = {};
    private int[] rules = NO_RULES;

    void add(String affix, boolean atEnd, int rule) {
        AffixTree node = this;
        for (int i = 0; i < affix.length(); i++) {
            node = node.grown(at(affix, i, atEnd));
        }
        IntList extended = new IntList();
        extended.addAll(node.rules);
        extended.add(rule);
        node.rules = extended.sorted();
    }

    /// Adds the rules whose affix `text` has; the first list found is returned as it is when it is the only one.
    void collect(String text, boolean atEnd, RuleHits into) {
        into.add(rules);
        AffixTree node = this;
        for (int i = 0; i < text.length(); i++) {
            int child = Arrays.binarySearch(node.characters, at(text, i, atEnd));
            if (child < 0) {
                return;
            }
            node = node.next[child];
            into.add(node.rules);
        }
    }

    private static char at(String text, int i, boolean atEnd) {
        return text.charAt(atEnd ? text.length() - 1 - i : i);
    }

    private AffixTree grown(char character) {
        int found = Arrays.binarySearch(characters, character);
        if (found >= 0) {
            return next[found];
        }
        int place = ~found;
        AffixTree child = new AffixTree();
        char[] wider = Arrays.copyOf(characters, characters.length + 1);
        AffixTree[] nodes = Arrays.copyOf(next, next.length + 1);
        System.arraycopy(characters, place, wider, place + 1, characters.length - place);
        System.arraycopy(next, place, nodes, place + 1, next.length - place);
        wider[place] = character;
        nodes[place] = child;
        characters = wider;
        next = nodes;
        return child;
    }
}
