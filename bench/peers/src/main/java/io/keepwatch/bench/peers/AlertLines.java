package io.keepwatch.bench.peers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alerts written so that two who found the same wrote the same.
 *
 * @param lines one per alert, sorted: rule, person, anchor, how many matches, when the first
 */
record AlertLines(List<String> lines) {
    private static final String BETWEEN_NAME_AND_REST = " count=";

    AlertLines {
        lines = lines.stream().sorted().toList();
    }

    static String line(String rule, String subject, String anchor, long count, String first) {
        return rule + ' ' + subject + ' ' + anchor + BETWEEN_NAME_AND_REST + count + " first=" + first;
    }

    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first alert, in their order, that these lack, have too many or count otherwise; null if all are the same. */
    @Nullable
    String firstDifferenceFrom(AlertLines expected) {
        if (digest().equals(expected.digest())) {
            return null;
        }
        TreeMap<String, String> have = byName(lines);
        TreeMap<String, String> want = byName(expected.lines);
        TreeMap<String, String> all = new TreeMap<>(want);
        all.putAll(have);
        for (String name : all.keySet()) {
            String wanted = want.get(name);
            String found = have.get(name);
            if (wanted == null) {
                return "not expected: " + found;
            }
            if (found == null) {
                return "missing: " + wanted;
            }
            if (!found.equals(wanted)) {
                return "expected " + wanted + ", found " + found;
            }
        }
        return "an alert stands there twice";
    }

    private static TreeMap<String, String> byName(List<String> lines) {
        TreeMap<String, String> byName = new TreeMap<>();
        lines.forEach(line -> byName.put(line.substring(0, line.indexOf(BETWEEN_NAME_AND_REST)), line));
        return byName;
    }
}
