package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.Identity;
import java.time.Instant;
import java.util.List;

/** People for tests, and directories that know them. */
public final class People {
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

    private People() {}

    public static Identity person(String subject, List<String> accounts, List<String> hosts) {
        return person(subject, accounts, hosts, false);
    }

    public static Identity retired(String subject, List<String> accounts) {
        return person(subject, accounts, List.of(), true);
    }

    /** A directory that knows these, in this order. */
    public static Directory directory(Identity... people) {
        Directory directory = new Directory();
        add(directory, 0, people);
        return directory;
    }

    static void add(Directory directory, long firstOffset, Identity... people) {
        for (int i = 0; i < people.length; i++) {
            directory.apply(List.of(new Directory.Placed(people[i], firstOffset + i)));
        }
    }

    private static Identity person(String subject, List<String> accounts, List<String> hosts, boolean retired) {
        return new Identity(
                subject,
                accounts,
                hosts,
                null,
                "IT",
                "sysadmin",
                "it",
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                0,
                LONG_AGO,
                retired);
    }
}
