package dev.portcullis.rego.builtin;

import dev.portcullis.rego.builtin.GlobTokens.Repeat;
import dev.portcullis.rego.builtin.GlobTokens.Token;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `regex.globs_match`: whether some non-empty text matches two patterns of [GlobTokens]. OPA asks a library whose
/// search is greedy in places and so misses some pairs that do intersect; its steps are taken here one by one, for
/// the same answers, but every state is visited once, where the library can take exponential time.
final class GlobIntersection {
    private static final int MAX_TOKENS = 1_000;

    /// What is tried at a pair of positions. The first position counts in the pattern that is repeated.
    private enum Step {
        NORMAL,
        ONE_OR_MORE,
        ANY_NUMBER
    }

    /// @param swapped whether `first` counts in the right pattern
    private record State(Step step, boolean swapped, int first, int second) {}

    private final List<Token> left;
    private final List<Token> right;
    private final Map<State, Boolean> known = new HashMap<>();

    private GlobIntersection(List<Token> left, List<Token> right) {
        this.left = left;
        this.right = right;
    }

    static RegoBoolean match(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        List<Token> left = GlobTokens.parse(Operands.string(args, 1).value());
        List<Token> right = GlobTokens.parse(Operands.string(args, 2).value());
        if (left.size() > MAX_TOKENS || right.size() > MAX_TOKENS) {
            throw new BuiltinException("pattern of " + Math.max(left.size(), right.size())
                    + " tokens is longer than the allowed " + MAX_TOKENS);
        }
        context.charge((long) left.size() * right.size());
        return RegoBoolean.of(intersect(left, right));
    }

    /// Cuts equal ends off, one token short of where repetition starts, and searches the rest.
    private static boolean intersect(List<Token> left, List<Token> right) {
        int start = 0;
        while (start < left.size() && start < right.size() && bothOnce(left.get(start), right.get(start))) {
            if (!left.get(start).matches(right.get(start))) {
                return false;
            }
            start++;
        }
        start = Math.max(0, start - 1);
        int cut = 0;
        while (left.size() - cut > start
                && right.size() - cut > start
                && bothOnce(left.get(left.size() - 1 - cut), right.get(right.size() - 1 - cut))) {
            if (!left.get(left.size() - 1 - cut).matches(right.get(right.size() - 1 - cut))) {
                return false;
            }
            cut++;
        }
        cut = Math.max(0, cut - 1);
        return new GlobIntersection(left.subList(start, left.size() - cut), right.subList(start, right.size() - cut))
                .holds(new State(Step.NORMAL, false, 0, 0));
    }

    private static boolean bothOnce(Token a, Token b) {
        return !a.isRepeated() && !b.isRepeated();
    }

    private boolean holds(State state) {
        Boolean answer = known.get(state);
        if (answer == null) {
            answer = switch (state.step) {
                case NORMAL -> normal(state);
                case ONE_OR_MORE -> oneOrMore(state);
                case ANY_NUMBER -> anyNumber(state);
            };
            known.put(state, answer);
        }
        return answer;
    }

    /// Token by token, until one of the two is repeated.
    private boolean normal(State state) {
        List<Token> first = first(state);
        List<Token> second = second(state);
        int i = state.first;
        int j = state.second;
        for (; i < first.size() && j < second.size(); i++, j++) {
            if (first.get(i).isRepeated()) {
                return holds(new State(step(first.get(i)), state.swapped, i, j));
            }
            if (second.get(j).isRepeated()) {
                return holds(new State(step(second.get(j)), !state.swapped, j, i));
            }
            if (!first.get(i).matches(second.get(j))) {
                return false;
            }
        }
        return i == first.size() && j == second.size();
    }

    private static Step step(Token token) {
        return token.repeat() == Repeat.ONE_OR_MORE ? Step.ONE_OR_MORE : Step.ANY_NUMBER;
    }

    private boolean oneOrMore(State state) {
        Token other = second(state).get(state.second);
        if (!first(state).get(state.first).matches(other)) {
            return false;
        }
        if (holds(new State(Step.ANY_NUMBER, state.swapped, state.first, state.second + 1))) {
            return true;
        }
        return other.isRepeated() && holds(new State(Step.NORMAL, state.swapped, state.first + 1, state.second));
    }

    /// The repeated token takes tokens of the other side while it matches them, trying to stop where the token
    /// behind it matches.
    private boolean anyNumber(State state) {
        List<Token> first = first(state);
        List<Token> second = second(state);
        Token repeated = first.get(state.first);
        Token next = state.first + 1 < first.size() ? first.get(state.first + 1) : null;
        for (int j = state.second; j < second.size(); j++) {
            if (next != null
                    && second.get(j).matches(next)
                    && holds(new State(Step.NORMAL, state.swapped, state.first + 1, j))) {
                return true;
            }
            if (!second.get(j).matches(repeated)) {
                return false;
            }
        }
        return next == null;
    }

    private List<Token> first(State state) {
        return state.swapped ? right : left;
    }

    private List<Token> second(State state) {
        return state.swapped ? left : right;
    }
}
