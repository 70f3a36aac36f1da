package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a question is limited to, as far as it says so")
class ScopeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "                                     ~ ~",
                "user = a                             ~ ~",
                "timestamp > 1000                     ~ 1970-01-01T00:00:01.000000001Z ~",
                "time >= 1000 && time < 2000          ~ 1970-01-01T00:00:01Z ~ 1970-01-01T00:00:01.999999999Z",
                "time <= 2000 && user=a && time > 0   ~ 1970-01-01T00:00:00.000000001Z ~ 1970-01-01T00:00:02Z",
                "time = 1000                          ~ 1970-01-01T00:00:01Z ~ 1970-01-01T00:00:01Z",
                "time in [3000, 1000, 2000]           ~ 1970-01-01T00:00:01Z ~ 1970-01-01T00:00:03Z",
                "time != 1000                         ~ ~",
                "time = 1000 || time = 5000           ~ 1970-01-01T00:00:01Z ~ 1970-01-01T00:00:05Z",
                "time = 1000 || user = a              ~ ~",
                "(time > 1000 || time >= 500) && user=a ~ 1970-01-01T00:00:00.500Z ~",
                "!(time < 1000) && !(time > 2000)     ~ 1970-01-01T00:00:01Z ~ 1970-01-01T00:00:02Z",
                "!(time <= 1000 || time >= 2000)      ~ 1970-01-01T00:00:01.000000001Z ~ 1970-01-01T00:00:01.999999999Z",
                "!(time > 1000 && user=a)             ~ ~",
                "time < 1000 && time > 2000           ~ 1970-01-01T00:00:02.000000001Z ~ 1970-01-01T00:00:00.999999999Z",
                "since > 1000                         ~ ~",
            })
    void shouldBoundTheTime(@Nullable String text, @Nullable Instant earliest, @Nullable Instant latest)
            throws Exception {
        Scope scope = Question.parse(text == null ? "" : text).scope();
        assertThat(scope.earliest()).as(text).isEqualTo(earliest);
        assertThat(scope.latest()).as(text).isEqualTo(latest);
    }

    @Test
    void shouldNameTheOnlyPersonOrAccount() throws Exception {
        assertThat(Question.parse("subject=a").scope()).isEqualTo(new Scope(null, null, "a", null, null));
        assertThat(Question.parse("host=x && (account=a) && ip=y").scope())
                .isEqualTo(new Scope(null, null, null, "a", null));
        assertThat(Question.parse("user in [a]").scope()).isEqualTo(new Scope(null, null, null, null, "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "subject != a",
                "subject in [a, b]",
                "subject = a || host = b",
                "!(subject = a && host = b)",
                "subject starts_with a",
                "host = a"
            })
    void shouldNameNobodyWhereThereMayBeSeveral(String text) throws Exception {
        assertThat(Question.parse(text).scope()).isEqualTo(new Scope(null, null, null, null, null));
    }
}
