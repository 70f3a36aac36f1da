package io.keepwatch.notification.notice;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/**
 * A place outside that we may talk to. The address is resolved once per request and the connection goes to the very
 * address that was checked, so that a name cannot mean one machine at the check and another at the call.
 *
 * @param uri what configuration says
 * @param allowPrivate whether loopback and private addresses will do
 */
record OutboundTarget(URI uri, boolean allowPrivate) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** 100.64.0.0/10, shared between a provider's customers. */
    private static final int SHARED_SPACE = 100;

    private static final int UNIQUE_LOCAL = 0xfc;

    /**
     * A configured place.
     *
     * @param variables what the variables {@code …_URL} and {@code …_ALLOW_PLAIN} begin with
     * @throws IllegalStateException saying which part of the setting will not do
     */
    static OutboundTarget of(URI uri, boolean allowPlain, boolean allowPrivate, String variables) {
        String variable = variables + "_URL";
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && allowPlain)) {
            throw new IllegalStateException(variable + " must be an https address"
                    + (scheme.equals("http") ? "; plain http needs " + variables + "_ALLOW_PLAIN=true" : ""));
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalStateException(variable + " must name a host, and neither a user nor a fragment");
        }
        return new OutboundTarget(uri, allowPrivate);
    }

    boolean tls() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return tls() ? HTTPS : HTTP;
    }

    /** Path and query as configured. */
    String requestUri() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /**
     * Resolves the host; blocks.
     *
     * @throws IOException if it has no address or one that is not allowed
     */
    InetAddress resolve() throws IOException {
        String name = host().startsWith("[") ? host().substring(1, host().length() - 1) : host();
        InetAddress address = InetAddress.getByName(name);
        if (!allowPrivate && isInside(address)) {
            throw new IOException("the receiver's address is a private one");
        }
        return address;
    }

    /** True for addresses that lead to ourselves or into the own network, cloud metadata included. */
    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        boolean sharedSpace = bytes.length == 4 && bytes[0] == SHARED_SPACE && (bytes[1] & 0xc0) == 0x40;
        boolean thisNetwork = bytes.length == 4 && bytes[0] == 0;
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == UNIQUE_LOCAL;
        return special || sharedSpace || thisNetwork || uniqueLocal;
    }
}
