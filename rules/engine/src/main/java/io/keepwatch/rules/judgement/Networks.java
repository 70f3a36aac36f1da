package io.keepwatch.rules.judgement;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of addresses, IPv4 and IPv6, such as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Nothing is
 * ever looked up: a name is not an address.
 */
final class Networks {
    private static final int BITS = 128;
    private static final int BITS_BEFORE_V4 = 96;
    private static final long MAPPED_V4 = 0xffff_0000_0000L;

    /** First address of each block to its last; blocks that overlap are one. */
    private final NavigableMap<Address, Address> blocks = new TreeMap<>();

    /** An address of 128 bits; IPv4 as IPv6 maps it. */
    private record Address(long high, long low) implements Comparable<Address> {
        @Override
        public int compareTo(Address other) {
            int byHigh = Long.compareUnsigned(high, other.high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        }

        /** With all bits behind the prefix set, or cleared. */
        private Address end(int prefix, boolean set) {
            long highMask = prefix >= Long.SIZE ? 0 : -1L >>> prefix;
            long lowMask = prefix <= Long.SIZE ? -1L : prefix == BITS ? 0 : -1L >>> (prefix - Long.SIZE);
            return set ? new Address(high | highMask, low | lowMask) : new Address(high & ~highMask, low & ~lowMask);
        }
    }

    private Networks() {}

    /** The networks, or null if one of the texts is not one. */
    static @Nullable Networks of(Collection<String> texts) {
        Networks networks = new Networks();
        for (String text : texts) {
            if (!networks.add(text)) {
                return null;
            }
        }
        return networks;
    }

    private boolean add(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        Address address = address(literal);
        if (address == null) {
            return false;
        }
        int prefix = slash < 0 ? BITS : prefix(text.substring(slash + 1), literal);
        if (prefix < 0) {
            return false;
        }
        merge(address.end(prefix, false), address.end(prefix, true));
        return true;
    }

    /** Blocks are nested or apart, never across each other. */
    private void merge(Address first, Address last) {
        Map.Entry<Address, Address> around = blocks.floorEntry(first);
        if (around == null || around.getValue().compareTo(last) < 0) {
            blocks.subMap(first, true, last, true).clear();
            blocks.put(first, last);
        }
    }

    private static int prefix(String text, String literal) {
        int before = literal.indexOf(':') < 0 ? BITS_BEFORE_V4 : 0;
        try {
            int prefix = Integer.parseInt(text);
            return prefix >= 0 && before + prefix <= BITS ? before + prefix : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether the address lies in one of the blocks; null where the text is no address. */
    @Nullable
    Boolean contain(String text) {
        Address address = address(text);
        if (address == null) {
            return null;
        }
        Map.Entry<Address, Address> block = blocks.floorEntry(address);
        return block != null && block.getValue().compareTo(address) >= 0;
    }

    private static @Nullable Address address(String literal) {
        try {
            byte[] bytes = InetAddress.ofLiteral(literal.strip()).getAddress();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return bytes.length == Integer.BYTES
                    ? new Address(0, MAPPED_V4 | Integer.toUnsignedLong(in.getInt()))
                    : new Address(in.getLong(), in.getLong());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
