package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The builtins of OPA's `net` that only compute: `net.cidr_*`.
final class NetBuiltins {
    /// Characters of the longest address, charged for each that is built.
    private static final long ADDRESS_COST = 16;

    private NetBuiltins() {}

    static void define(Builtins.Builder to) {
        to.defineUnchecked("net.cidr_contains", (_, args) -> RegoBoolean.of(contains(args[0], args[1])));
        to.defineUnchecked("net.cidr_overlap", (_, args) -> RegoBoolean.of(contains(args[0], args[1])));
        to.defineUnchecked("net.cidr_intersects", (_, args) -> RegoBoolean.of(intersects(args[0], args[1])));
        to.defineUnchecked("net.cidr_is_valid", (_, args) -> RegoBoolean.of(isValid(args[0])));
        to.defineUnchecked("net.cidr_contains_matches", NetBuiltins::containsMatches);
        to.define("net.cidr_expand", (context, args) -> expand(context, block(args[0])));
        to.defineUnchecked("net.cidr_merge", (_, args) -> merge(args[0]));
    }

    private static String string(RegoValue value) throws BuiltinException {
        if (value instanceof RegoString string) {
            return string.value();
        }
        throw BuiltinException.operand(1, "string", value.typeName());
    }

    private static CidrBlock block(RegoValue value) throws BuiltinException {
        return CidrBlock.parse(string(value));
    }

    private static boolean isValid(RegoValue value) {
        try {
            return value instanceof RegoString && block(value).bits() > 0;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private static boolean intersects(RegoValue first, RegoValue second) throws BuiltinException {
        CidrBlock a = block(first);
        CidrBlock b = block(second);
        return a.contains(b.address()) || b.contains(a.address());
    }

    /// The second may be an address or a network.
    private static boolean contains(RegoValue network, RegoValue addressOrNetwork) throws BuiltinException {
        CidrBlock block = block(network);
        String other = string(addressOrNetwork);
        try {
            return other.indexOf('/') < 0
                    ? block.contains(address(other).value())
                    : block.contains(CidrBlock.parse(other));
        } catch (BuiltinException e) {
            throw new BuiltinException("not a valid textual representation of an IP address or CIDR: " + other);
        }
    }

    private static IpAddress address(String text) throws BuiltinException {
        IpAddress address = IpAddress.parse(text);
        if (!address.zone().isEmpty()) {
            throw new BuiltinException("invalid IP address: " + text);
        }
        return address;
    }

    /// @param network what is compared
    /// @param index what stands for it in the result
    private record Candidate(RegoValue network, RegoValue index) {}

    private static RegoSet containsMatches(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        List<Candidate> outer = candidates(args[0], 1);
        RegoSet.Builder matches = RegoSet.builder();
        for (Candidate first : outer) {
            List<Candidate> inner = candidates(args[1], 2);
            context.charge(1L + inner.size());
            for (Candidate second : inner) {
                if (contains(first.network, second.network)) {
                    matches.add(RegoArray.of(first.index, second.index));
                }
            }
        }
        return matches.build();
    }

    private static List<Candidate> candidates(RegoValue collection, int position) throws BuiltinException {
        List<Candidate> candidates = new ArrayList<>();
        if (collection instanceof RegoString) {
            candidates.add(new Candidate(collection, collection));
        } else if (collection instanceof RegoArray array) {
            for (int i = 0, n = array.size(); i < n; i++) {
                candidates.add(new Candidate(network(array.get(i), position), RegoNumber.of(i)));
            }
        } else if (collection instanceof RegoSet set) {
            for (RegoValue element : set.toArray().toList()) {
                candidates.add(new Candidate(network(element, position), element));
            }
        } else if (collection instanceof RegoObject object) {
            for (int slot : object.sortedSlots()) {
                candidates.add(new Candidate(network(object.value(slot), position), object.key(slot)));
            }
        }
        return candidates;
    }

    /// An element is a network, or an array that starts with one.
    private static RegoValue network(RegoValue element, int position) throws BuiltinException {
        if (element instanceof RegoArray array && array.size() > 0) {
            return array.get(0);
        }
        if (element instanceof RegoString) {
            return element;
        }
        throw new BuiltinException("operand " + position + ": element must be string or non-empty array");
    }

    private static RegoSet expand(BuiltinContext context, CidrBlock block) throws BuiltinException {
        BigInteger size = block.size();
        boolean countable = size.bitLength() < Integer.SIZE;
        context.charge(countable ? size.longValue() * ADDRESS_COST : Long.MAX_VALUE);
        if (!countable) {
            throw new BuiltinException(
                    "network of " + size + " addresses is larger than the allowed " + Integer.MAX_VALUE);
        }
        RegoSet.Builder addresses = RegoSet.builder();
        BigInteger address = block.first();
        for (int i = 0, n = size.intValue(); i < n; i++) {
            addresses.add(RegoString.of(IpAddress.text(address)));
            address = address.add(BigInteger.ONE);
        }
        return addresses.build();
    }

    /// Addresses from `first` to `last`.
    ///
    /// @param blocks the networks to write for them
    private record Range(BigInteger first, BigInteger last, List<CidrBlock> blocks) {
        static Range of(CidrBlock block) {
            return new Range(block.first(), block.last(), List.of(block));
        }

        boolean touches(Range earlier) {
            boolean isLowest = first.signum() == 0
                    || (IpAddress.isMapped(first) && !IpAddress.isMapped(first.subtract(BigInteger.ONE)));
            BigInteger previous = isLowest ? first : first.subtract(BigInteger.ONE);
            return previous.compareTo(earlier.last) <= 0;
        }
    }

    private static RegoSet merge(RegoValue collection) throws BuiltinException {
        List<Range> ranges = new ArrayList<>();
        if (!(collection instanceof RegoArray) && !(collection instanceof RegoSet)) {
            throw new BuiltinException("operand must be an array");
        }
        for (RegoValue element :
                Operands.elements(new RegoValue[] {collection}, 1).toList()) {
            ranges.add(Range.of(addressOrNetwork(element)));
        }
        ranges.sort(Comparator.comparing(Range::last).thenComparing(Range::first));
        for (int i = ranges.size() - 1; i > 0; i--) {
            Range range = ranges.get(i);
            Range earlier = ranges.get(i - 1);
            if (range.touches(earlier)) {
                BigInteger first = range.first.min(earlier.first);
                ranges.set(i - 1, new Range(first, range.last, CidrBlock.cover(first, range.last)));
                ranges.remove(i);
            }
        }
        RegoSet.Builder merged = RegoSet.builder();
        for (Range range : ranges) {
            range.blocks.forEach(block -> merged.add(RegoString.of(block.text())));
        }
        return merged.build();
    }

    /// A bare IPv4 address stands for its historical class A, B or C network.
    private static CidrBlock addressOrNetwork(RegoValue element) throws BuiltinException {
        if (!(element instanceof RegoString string)) {
            throw new BuiltinException("element must be string");
        }
        String text = string.value();
        if (text.indexOf('/') >= 0) {
            return CidrBlock.parse(text);
        }
        IpAddress address;
        try {
            address = address(text);
        } catch (BuiltinException e) {
            throw new BuiltinException("invalid CIDR address: " + text);
        }
        if (!IpAddress.isMapped(address.value())) {
            throw new BuiltinException("IPv6 invalid: needs prefix length");
        }
        int top = address.value().shiftRight(24).intValue() & 0xFF;
        return new CidrBlock(address.value(), top < 0x80 ? 8 : top < 0xC0 ? 16 : 24, 32);
    }
}
