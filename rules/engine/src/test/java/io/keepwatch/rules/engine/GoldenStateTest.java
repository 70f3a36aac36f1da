package io.keepwatch.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.rules.book.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("State of container version 1, byte by byte")
class GoldenStateTest {
    /** As the first release wrote it: it did not say since when windows are watched. */
    private static final String FIRST = "state-v1.txt";

    /** As it was before what HR said was kept by receipt: periods without anybody who asked for them. */
    private static final String BEFORE = "state-v1-watched.txt";

    /** As it was before evidence was kept. */
    private static final String PERIODS = "state-v1-periods.txt";

    /** As it was before what people do told of their circumstances, and scores were suspicions. */
    private static final String EVIDENCE = "state-v1-evidence.txt";

    /** As it was when habits were kept, but not yet what people do. */
    private static final String HABITS = "state-v1-habits.txt";

    /** Of rules that ask no habit. */
    private static final String UNASKED = "state-v1-conduct.txt";

    private static final String NOW = "state-v1-conduct-and-habits.txt";

    @Test
    @DisplayName(
            "This release writes version 1 as it was written since conduct tells of circumstances, and beside it the habit")
    void shouldWriteVersionOneAsItWas() throws IOException {
        assertThat(lines(life(SampleRules.book()).records())).isEqualTo(golden(UNASKED));
        assertThat(lines(life(SampleRules.book().askingHabits()).records())).isEqualTo(golden(NOW));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {FIRST, BEFORE, PERIODS, EVIDENCE, HABITS, UNASKED, NOW})
    @DisplayName("A person stored by version 1 is read, and goes on where they were")
    void shouldGoOnFromStoredState(String file) throws IOException {
        Person person = new Person(SampleRules.book().askingHabits());
        for (String line : golden(file)) {
            String[] parts = line.split(" ");
            person.records().put(parts[0].replace('#', '\0'), HexFormat.of().parseHex(parts[1]));
        }
        person.reloads();

        person.does(ActivityType.USB_WRITE, "2026-02-15T12:00:00Z", Attribute.BYTES, 1L, Attribute.DEVICE, "USB-1");

        assertThat(person.alerts("usb"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.count()).isEqualTo(2));
        assertThat(person.alerts("leaver"))
                .singleElement()
                .extracting(Alert::count)
                .isEqualTo(3L);
    }

    /** A little of everything that is stored. */
    private static Person life(RuleBook rules) {
        Person person = new Person(rules);
        person.changesProfile(Histories.profile("Europe/Berlin", true, Instant.parse("2026-01-01T00:00:00Z")));
        person.givesNotice(Histories.notice("receipt", Instant.parse("2026-02-15T09:00:00Z"), 14));
        person.does(ActivityType.CLOUD_UPLOAD, "2026-02-14T08:00:00.5Z", Attribute.BYTES, 70_000L);
        person.does(ActivityType.FILE_ACCESS, "2026-02-15T09:30:00.123456Z", Attribute.CLASSIFICATION, "secret");
        person.does(
                ActivityType.USB_WRITE,
                "2026-02-15T10:00:00.123456789Z",
                Attribute.BYTES,
                301L,
                Attribute.DEVICE,
                "USB-1");
        person.does(ActivityType.AUTH_LOGIN, "2026-02-15T11:00:00Z", Attribute.LOGIN_OUTCOME, "failure");
        if (!rules.model().model().kinds().isEmpty()) {
            person.does(ActivityType.BADGE_SWIPE, "2026-02-15T11:30:00Z", Attribute.DOOR, "Lobby");
        }
        person.restarts();
        return person;
    }

    private static List<String> lines(Map<String, byte[]> records) {
        return new TreeMap<>(records)
                .entrySet().stream()
                        .map(record -> record.getKey().replace('\0', '#') + " "
                                + HexFormat.of().formatHex(record.getValue()))
                        .toList();
    }

    private static List<String> golden(String file) throws IOException {
        try (InputStream in = GoldenStateTest.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is missing");
            }
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }
}
