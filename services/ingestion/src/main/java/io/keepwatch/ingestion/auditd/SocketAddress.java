package io.keepwatch.ingestion.auditd;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a SOCKADDR record holds: the kernel's own structure, in hex, family first in the machine's byte order. */
sealed interface SocketAddress {

    /**
     * An address of the internet.
     *
     * @param ip IPv4 in dots, IPv6 as RFC 5952 writes it; an IPv4 address inside IPv6 as the IPv4 address it is
     */
    record Inet(String ip, int port) implements SocketAddress {}

    /** A socket of another family, for example unix or netlink. */
    record Other(String family) implements SocketAddress {}

    int UNIX = 1;
    int INET = 2;
    int INET6 = 10;
    int NETLINK = 16;

    /** Reads {@code saddr}; null if it is cut short or not hex. */
    static @Nullable SocketAddress read(String saddr) {
        if (!new Value(saddr, false).isHex()) {
            return null;
        }
        byte[] bytes = HexFormat.of().parseHex(saddr);
        if (bytes.length < 2) {
            return null;
        }
        int port = 2;
        int inetAddress = 4;
        int inet6Address = 8;
        return switch (bytes[1] == 0 ? bytes[0] : bytes[1]) {
            case INET ->
                bytes.length < inetAddress + Ip.V4_BYTES
                        ? null
                        : new Inet(Ip.v4(bytes, inetAddress), Ip.unsignedShort(bytes, port));
            case INET6 ->
                bytes.length < inet6Address + Ip.V6_BYTES
                        ? null
                        : new Inet(Ip.v6(bytes, inet6Address), Ip.unsignedShort(bytes, port));
            case UNIX -> new Other("unix");
            case NETLINK -> new Other("netlink");
            default -> new Other("other");
        };
    }
}
