package io.keepwatch.ingestion.auditd;

/** Addresses as text. */
final class Ip {
    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;

    private static final int GROUPS = V6_BYTES / 2;
    private static final int BYTE = 0xff;
    private static final int LONGEST = 45;

    private Ip() {}

    static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & BYTE) << Byte.SIZE | bytes[at + 1] & BYTE;
    }

    static String v4(byte[] bytes, int at) {
        return (bytes[at] & BYTE) + "." + (bytes[at + 1] & BYTE) + "." + (bytes[at + 2] & BYTE) + "."
                + (bytes[at + 3] & BYTE);
    }

    /** RFC 5952: lower case, no leading zeros, the longest run of zero groups (the first of equals) left out. */
    static String v6(byte[] bytes, int at) {
        if (isMapped(bytes, at)) {
            return v4(bytes, at + V6_BYTES - V4_BYTES);
        }
        int runFrom = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && unsignedShort(bytes, at + 2 * (i + length)) == 0) {
                length++;
            }
            if (length > runLength) {
                runFrom = i;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == runFrom) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(unsignedShort(bytes, at + 2 * i)));
            }
        }
        return text.toString();
    }

    /** Whether a text can only be an address: nothing is resolved, and a host name is none. */
    static boolean isAddress(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        boolean colon = false;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            colon |= c == ':';
            dots += c == '.' ? 1 : 0;
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return colon || dots == V4_BYTES - 1 && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static boolean isMapped(byte[] bytes, int at) {
        int marker = 10;
        for (int i = 0; i < marker; i++) {
            if (bytes[at + i] != 0) {
                return false;
            }
        }
        return unsignedShort(bytes, at + marker) == 0xffff;
    }
}
