package io.keepwatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A part of what is usual for peers")
class PeerPartTest {
    private static final PeerPart PART = new PeerPart(LocalDate.of(2026, 3, 1), 2, "it-admins", 17, 9, "AQ==");

    @Test
    @DisplayName("is kept under partition, day and group; that of no group under the partition alone, for all days")
    void shouldHaveAKeyOfItsOwn() throws Exception {
        assertThat(PART.key()).isEqualTo("2 2026-03-01 it-admins");
        PeerPart ofNone = new PeerPart(PART.day(), 2, "", 17, 0, "AQ==");
        assertThat(ofNone.key()).isEqualTo("2").isEqualTo(PeerPart.newestOf(2));
        assertThat(PeerPart.read(ofNone.write())).isEqualTo(ofNone);
        assertThat(PART.key())
                .isGreaterThan(PeerPart.ofDay(2, PART.day()))
                .isLessThan(PeerPart.ofDay(2, PART.day().plusDays(1)));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "day":"2026-03-01" | "day":"yesterday" | day: expected a date such as 2026-03-02
            "part":2           | "part":-1         | part: expected 0 or more
            "people":9         | "people":9999999999 | people: expected 0 or more
            "groups":17,       | ''                | groups: missing
            "habit":"AQ=="     | "habit":null      | habit: missing
            """)
    void shouldRefuseWhatIsNone(String part, String wrong, String reason) {
        String text = new String(PART.write(), StandardCharsets.UTF_8).replace(part, wrong);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> PeerPart.read(text.getBytes(StandardCharsets.UTF_8)))
                .withMessage(reason);
    }
}
