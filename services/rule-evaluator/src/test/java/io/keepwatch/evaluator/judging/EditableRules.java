package io.keepwatch.evaluator.judging;

import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.judgement.CompiledConditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the repository's rules over plain log lines, and of everything they need, for a test to edit as an engineer
 * would. One folder of the catalogue is enough: what a test counts does not change with every new rule.
 */
public final class EditableRules {
    private static final List<String> PARTS =
            List.of("catalogue/siem", "lists", "model", "policies", "exceptions", "baseline");
    private static final String USB = "catalogue/siem/usb-mass-storage/rule.drl";

    private final Path directory;
    private final CompiledConditions compiled;

    /** @param home where the copy is made, in a directory {@code rules} */
    public EditableRules(Path home) {
        directory = home.resolve("rules");
        compiled = CompiledConditions.in(home.resolve("compiled"));
        PARTS.forEach(part -> copy(TestRules.DIRECTORY.resolve(part), directory.resolve(part)));
    }

    public Path directory() {
        return directory;
    }

    public RuleBook load() throws RuleSetException {
        return RuleBooks.load(directory, null, compiled);
    }

    /** Drops every rule but these. */
    public void keepOnly(String... ids) throws IOException {
        Path siem = directory.resolve("catalogue/siem");
        try (Stream<Path> all = Files.walk(siem)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(siem) && Stream.of(ids).noneMatch(id -> path.startsWith(siem.resolve(id)))) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Above how many megabytes the rule usb-mass-storage alerts. */
    public void usbThreshold(long megabytes) throws IOException {
        String before = Files.readString(directory.resolve(USB));
        write(USB, before.replaceFirst("> \\d+ \\* MB", "> " + megabytes + " * MB"));
    }

    /** A live rule that no set had before: any write to a device at all. */
    public void addRule(String id) throws IOException {
        String folder = "catalogue/siem/" + id + "/";
        write(folder + "rule.yaml", """
                id: %s
                title: "{account} wrote to {device}"
                description:
                  why: Somebody wrote something to a device.
                  next: [Ask why.]
                severity: P4
                techniques: [T1052.001]
                indicator: {number: 2, class: high}
                status: live
                evidence: [{node: ExfiltratesData, strength: weak, halfLife: 30d}]
                grouping: {per: day}
                falsePositives: [Everybody.]
                blindSpots: [Everything else.]
                """.formatted(id));
        write(folder + "rule.drl", """
                rule "%s"
                when
                    UsbWrite( bytes > 1 )
                then
                    raise.alert();
                end
                """.formatted(id));
        write(folder + "cases.yaml", """
                people:
                  kara: {timeZone: Europe/Berlin}
                cases:
                  - name: two bytes
                    kind: firing
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 2, device: a}
                    alerts:
                      - {subject: kara, count: 1}
                  - name: one byte
                    kind: just-below
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 1, device: a}
                  - name: nothing written
                    kind: benign
                    activities:
                      - {time: "2026-03-02T09:00:00Z", type: usb.write, user: kara, bytes: 0, device: a}
                """);
    }

    /** Writes a file of the set. */
    public void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
