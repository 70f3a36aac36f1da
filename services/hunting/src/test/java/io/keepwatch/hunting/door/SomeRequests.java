package io.keepwatch.hunting.door;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Requests drawn at random: questions as people type them, spoilt here and there, with parameters of all kinds. */
final class SomeRequests {
    private static final List<String> DOORS = List.of(
            "/v1/hunt",
            "/v1/hunt/stats",
            "/v1/hunt/histogram",
            "/v1/hunt/export",
            "/v1/hunt/complete",
            "/v1/hunt/pull-transfers",
            "/v1/hunt/left-open/",
            "/v1/hunt/departures/");
    private static final List<String> QUESTIONS = List.of(
            "",
            "user=”elliotalderson” && timestamp > 1438104640000",
            "user=”elliotmurphy” && type=”connect”",
            "type=”connect” && command=”scp” && ip=”192.0.2.66”",
            "ip starts_with “172.16.”",
            "!(executable ends_with \"sh\") || bytes >= 1000 && host in [web-1, 'db-1', \"x\"]",
            "time >= 2015-07-28T13:30:40-04:00 and not (source contains 'e' or unresolved = true)",
            "to = a@b.example && attachmentBytes > 5",
            "((((user = a))))",
            "id != 'pull' && session = \"s-1\"");
    private static final List<String> NAMES = List.of(
            "q",
            "from",
            "to",
            "limit",
            "cursor",
            "by",
            "order",
            "step",
            "zone",
            "format",
            "subject",
            "at",
            "watchBegan");
    private static final List<String> VALUES = List.of(
            "10",
            "0",
            "-1",
            "1438104640000",
            "2015-07-28T17:30:40Z",
            "2015-07-28T13:30:40-04:00",
            "9999-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "1700-01-01T00:00:00Z",
            "2260-12-31T00:00:00Z",
            "executable",
            "remoteIp",
            "user",
            "bytes",
            "time",
            "to",
            "rare",
            "1d",
            "10y",
            "America/New_York",
            "+18:00",
            "csv",
            "parquet",
            "p-1",
            "account:ad/kara");
    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "”",
            "\\",
            ";",
            "--",
            "/*",
            "%",
            "(",
            ")",
            "[",
            "]",
            "&&",
            "||",
            "!",
            "=",
            ">",
            "\0",
            "\n",
            "\u202E",
            "\uD83D\uDE00",
            "\uFFFF",
            "${x}",
            "?",
            "NULL",
            "1e999",
            "read_text('/etc/passwd')",
            "..",
            "/",
            "in",
            "not",
            "99999999999999999999");
    /** What each door needs, beside what is drawn. */
    private static final String BY = "by=executable";

    private static final String LEFT = "left=1438104640000";
    private static final int MOST_PARAMETERS = 3;
    private static final long SEEDS_APART = 1_000_000_007L;
    private static final int MOST_SPOILS = 4;

    private final SplittableRandom random;
    private final List<String> escapes;

    private SomeRequests(SplittableRandom random, String canary) {
        this.random = random;
        escapes = List.of("read_csv('" + canary + "')", "' UNION SELECT * FROM '" + canary + "' --");
    }

    /**
     * Path and query of the request of this number.
     *
     * @param canary a file that must not be read, and is asked for
     */
    static String of(long seed, int number, String canary) {
        return new SomeRequests(new SplittableRandom(seed * SEEDS_APART + number), canary).draw();
    }

    private String draw() {
        String door = pick(DOORS);
        StringBuilder request = new StringBuilder(door);
        if (door.endsWith("/")) {
            request.append(escaped(random.nextInt(3) == 0 ? spoilt("p-1") : "p-1"));
        }
        request.append('?').append(needed(door));
        boolean takesQuestion = !door.endsWith("/") && !door.endsWith("transfers");
        if (takesQuestion && random.nextInt(3) > 0) {
            String question = pick(QUESTIONS);
            request.append("&q=").append(escaped(random.nextBoolean() ? question : spoilt(question)));
        }
        for (int i = random.nextInt(MOST_PARAMETERS); i > 0; i--) {
            String value = pick(VALUES);
            request.append('&')
                    .append(pick(NAMES))
                    .append('=')
                    .append(escaped(random.nextInt(4) == 0 ? spoilt(value) : value));
        }
        return request.toString();
    }

    private static String needed(String door) {
        if (door.endsWith("departures/")) {
            return LEFT;
        }
        return door.endsWith("stats") ? BY : "";
    }

    private String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = 1 + random.nextInt(MOST_SPOILS); i > 0; i--) {
            int at = random.nextInt(spoilt.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> spoilt.delete(at, Math.min(spoilt.length(), at + 1 + random.nextInt(3)));
                case 1 -> spoilt.insert(at, pick(escapes));
                case 2 -> spoilt.insert(at, spoilt.substring(random.nextInt(at + 1), at));
                default -> spoilt.insert(at, pick(PIECES));
            }
        }
        return spoilt.toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
