package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Rules that are asked like any other and hold for nobody: they make a set as large as a grown one without another alert.
 * They lie in a folder of their own in the watched directory, and go with it.
 */
final class IdleRules {
    private static final String THEME = "catalogue/bench";
    /** More than anybody writes to a device at once, in megabytes. */
    private static final int NEVER_WRITTEN = 9_000_000;

    private IdleRules() {}

    /** How many rules a directory holds. */
    static int count(Path rules) throws IOException {
        try (Stream<Path> files = Files.walk(rules.resolve("catalogue"))) {
            return (int) files.filter(file -> file.endsWith("rule.drl")).count();
        }
    }

    /** Writes so many more. */
    static void add(Path rules, int many) throws IOException {
        for (int i = 0; i < many; i++) {
            write(rules.resolve(THEME), "idle-" + i, NEVER_WRITTEN + i);
        }
    }

    /** Removes them all; without any it does nothing. */
    static void remove(Path rules) throws IOException {
        Path theme = rules.resolve(THEME);
        if (Files.exists(theme)) {
            Directories.delete(theme);
        }
    }

    private static void write(Path theme, String id, int megabytes) throws IOException {
        Path folder = Files.createDirectories(theme.resolve(id));
        Files.writeString(folder.resolve("rule.yaml"), """
                id: %s
                title: "{account} wrote more to {device} than there is"
                description:
                  why: Part of a benchmark; it holds for nobody.
                  next: [Remove this rule.]
                severity: P4
                techniques: [T1052.001]
                status: live
                evidence: [{node: ExfiltratesData, strength: weak, halfLife: 30d}]
                grouping: {per: day, by: [device]}
                falsePositives: [None.]
                blindSpots: [Everything.]
                """.formatted(id));
        Files.writeString(folder.resolve("rule.drl"), """
                rule "%s"
                when
                    UsbWrite( bytes > %d * MB )
                then
                    raise.alert();
                end
                """.formatted(id, megabytes));
        Files.writeString(folder.resolve("cases.yaml"), """
                people:
                  kara: {timeZone: Europe/Berlin}
                cases:
                  - name: more than there is
                    kind: firing
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: %1$d000001, device: a}
                    alerts:
                      - {subject: kara, count: 1}
                  - name: as much as there is
                    kind: just-below
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: %1$d000000, device: a}
                  - name: nothing
                    kind: benign
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 0, device: a}
                """.formatted(megabytes));
    }
}
