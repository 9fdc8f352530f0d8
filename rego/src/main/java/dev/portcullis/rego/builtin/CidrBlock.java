package dev.portcullis.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A network in CIDR notation.
///
/// @param address 128 bits as in [IpAddress], not necessarily the first of the network
/// @param prefix leading bits that are fixed, of `bits`
/// @param bits 32 when it was written as IPv4, else 128
record CidrBlock(BigInteger address, int prefix, int bits) {
    /// @throws BuiltinException in Go's words when `text` is no network
    static CidrBlock parse(String text) throws BuiltinException {
        int slash = text.indexOf('/');
        String length = text.substring(slash + 1);
        if (slash >= 0
                && !length.isEmpty()
                && length.length() <= 8
                && length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                IpAddress address = IpAddress.parse(text.substring(0, slash));
                int bits = address.isV4() ? 32 : 128;
                int prefix = Integer.parseInt(length);
                if (prefix <= bits && address.zone().isEmpty()) {
                    return new CidrBlock(address.value(), prefix, bits).masked();
                }
            } catch (BuiltinException e) {
                throw invalid(text);
            }
        }
        throw invalid(text);
    }

    private static BuiltinException invalid(String text) {
        return new BuiltinException("invalid CIDR address: " + text);
    }

    /// The network with its first address.
    CidrBlock masked() {
        return new CidrBlock(first(), prefix, bits);
    }

    BigInteger first() {
        return address.shiftRight(bits - prefix).shiftLeft(bits - prefix);
    }

    BigInteger last() {
        return first().add(size()).subtract(BigInteger.ONE);
    }

    /// The number of addresses.
    BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /// As Go: an IPv6 network contains no IPv4 address, not even one written as IPv6.
    boolean contains(BigInteger other) {
        boolean isV4 = IpAddress.isMapped(address);
        if (isV4 != IpAddress.isMapped(other)) {
            return false;
        }
        int host = isV4 ? Math.min(32, bits - prefix) : bits - prefix;
        return address.shiftRight(host).equals(other.shiftRight(host));
    }

    /// Whether every address of `other` is in this network.
    boolean contains(CidrBlock other) {
        boolean bothV6 =
                bits == 128 && other.bits == 128 && !IpAddress.isMapped(address) && !IpAddress.isMapped(other.address);
        return bothV6
                ? prefix <= other.prefix && address.xor(other.address).bitLength() <= bits - prefix
                : contains(other.address) && contains(other.last());
    }

    String text() {
        boolean isV4 = IpAddress.isMapped(address);
        return IpAddress.text(address) + "/" + (isV4 && bits == 128 ? Math.max(0, prefix - 96) : prefix);
    }

    /// The fewest networks that cover exactly the addresses from `first` to `last`.
    static List<CidrBlock> cover(BigInteger first, BigInteger last) {
        int bits = IpAddress.isMapped(first) && IpAddress.isMapped(last) ? 32 : 128;
        List<CidrBlock> blocks = new ArrayList<>();
        BigInteger next = first;
        while (next.compareTo(last) <= 0) {
            int aligned = next.signum() == 0 ? bits : Math.min(bits, next.getLowestSetBit());
            int fitting = last.subtract(next).add(BigInteger.ONE).bitLength() - 1;
            CidrBlock block = new CidrBlock(next, bits - Math.min(aligned, fitting), bits);
            blocks.add(block);
            next = next.add(block.size());
        }
        return blocks;
    }
}
