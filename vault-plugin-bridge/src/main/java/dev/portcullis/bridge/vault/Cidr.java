package dev.portcullis.bridge.vault;

import io.netty.util.NetUtil;
import java.util.Optional;

/// A block of addresses, such as `10.10.0.0/16`; an address alone is a block of one.
///
/// @param bits how many of the first bits are fixed
@SuppressWarnings("ArrayRecordComponent")
record Cidr(byte[] address, int bits) {
    /// The block, or nothing when the text is none. Names are not looked up.
    static Optional<Cidr> of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            return Optional.empty();
        }
        String bits = slash < 0 ? Integer.toString(address.length * 8) : text.substring(slash + 1);
        return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= address.length * 8
                ? Optional.of(new Cidr(address, Integer.parseInt(bits)))
                : Optional.empty();
    }

    /// Whether every address of the other block is in this one.
    boolean contains(Cidr other) {
        if (address.length != other.address.length || other.bits < bits) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((address[bit / 8] ^ other.address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
