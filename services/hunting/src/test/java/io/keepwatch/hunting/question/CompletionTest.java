package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.hunting.activity.Column;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Completion of a question that is being typed")
class CompletionTest {
    /** The cursor is where the text has a caret. */
    private static Completion at(String text) {
        int cursor = text.indexOf('^');
        return Completion.of(text.replace("^", ""), text.codePointCount(0, cursor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "rem^                     ~ 0  ~ remoteIp remotePort",
                "EXEC^                    ~ 0  ~ executable",
                "user=a && atta^          ~ 10 ~ attachment attachmentBytes",
                "(!own^ && user=a         ~ 2  ~ owner ownerLeft",
                "executable ^             ~ 11 ~ = != starts_with ends_with contains in",
                "executable s^            ~ 11 ~ starts_with",
                "executable !^            ~ 11 ~ !=",
                "bytes ^                  ~ 6  ~ = != > >= < <= in",
                "unresolved ^             ~ 11 ~ = !=",
                "unresolved=^             ~ 11 ~ true false",
                "unresolved = t^          ~ 13 ~ true",
                "classification = ^       ~ 17 ~ public internal confidential secret",
                "classification = se^     ~ 17 ~ secret",
                "classification = 'se^    ~ 17 ~ \"secret\"",
                "classification = 'se^'   ~ 17 ~ \"secret\"",
                "outcome in [^            ~ 12 ~ success failure granted denied",
                "outcome in [denied, g^   ~ 20 ~ granted",
                "outcome in [denied ^     ~ 19 ~ , ]",
                "outcome in ^             ~ 11 ~ [",
                "direction = i^           ~ 12 ~ in",
                "type = con^              ~ 7  ~ connect",
                "type = network^          ~ 7  ~ network.connect",
                "user='a' ^               ~ 9  ~ && ||",
                "(user='a' ^              ~ 10 ~ && || )",
                "(user='a') ^             ~ 11 ~ && ||",
                "user='a' &^              ~ 9  ~ &&",
                "host='\uD83D\uDE00' && us^ ~ 12 ~ user",
            })
    void shouldProposeWhatMayStandThere(String text, int from, String proposals) {
        Completion completion = at(text);
        assertThat(String.join(" ", completion.proposals())).as(text).isEqualTo(proposals);
        assertThat(completion.from()).isEqualTo(from);
    }

    @Test
    void shouldKnowEveryColumnAndTheAnalystsWords() {
        assertThat(at("^").proposals())
                .containsAll(Column.all().stream()
                        .map(Column::name)
                        .filter(name -> !name.equals("attachments"))
                        .toList())
                .contains("timestamp", "command", "ip", "user", "account", "attachment", "attachmentBytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "user = ^                        ~ user    ~ 7  ~ ``",
                "user=^                          ~ user    ~ 5  ~ ``",
                "user = ell^                     ~ user    ~ 7  ~ ell",
                "user = ell^iot && host = db     ~ user    ~ 7  ~ ell",
                "user=\u201Cell^                 ~ user    ~ 5  ~ ell",
                "path starts_with 'C:\\\\Us^     ~ path    ~ 17 ~ C:\\Us",
                "path starts_with 'C:\\^         ~ path    ~ 17 ~ C:",
                "path = \"a \\\"b^               ~ path    ~ 7  ~ a \"b",
                "host in [a, \"b^                ~ host    ~ 12 ~ b",
            })
    void shouldSayWhereTextsOfTheStoreAreWanted(String text, String field, int from, String prefix) {
        Completion completion = at(text);
        assertThat(completion.proposals()).isEmpty();
        assertThat(completion.from()).isEqualTo(from);
        assertThat(completion.free()).isNotNull().satisfies(free -> {
            assertThat(free.field()).isEqualTo(field);
            assertThat(free.prefix()).isEqualTo(prefix);
        });
    }

    @Test
    void shouldNameTheColumnsToLookIn() {
        assertThat(at("ip=^").free())
                .isEqualTo(new Completion.FreeText("ip", List.of(Column.named("remoteIp"), Column.named("ip")), ""));
        assertThat(at("command=^").free())
                .isEqualTo(new Completion.FreeText("command", List.of(Column.named("executable")), ""));
    }

    @Test
    void shouldQuoteTextsOfTheStore() throws Exception {
        Completion.FreeText free = new Completion.FreeText("host", List.of(Column.named("host")), "");
        assertThat(Question.parse("host = " + free.proposal("a \"b\" \\ \u2033")))
                .isEqualTo(Question.parse("").and("host", "a \"b\" \\ \u2033"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user user ^",
                "&& us^",
                "nobody = ^",
                "nobody ^",
                "bytes = ^",
                "time > 20^",
                ")^",
                "user = \0 && us^",
                "user=a) && us^"
            })
    void shouldProposeNothingWhereNothingCanBeKnown(String text) {
        Completion completion = at(text);
        assertThat(completion.proposals()).isEmpty();
        assertThat(completion.free()).isNull();
    }

    @Test
    void shouldProposeNothingBeyondTheLimits() {
        assertThat(at("(".repeat(Question.LONGEST) + "^").proposals()).isEmpty();
        assertThat(at(" ".repeat(Question.LONGEST + 1) + "^").proposals()).isEmpty();
    }

    @Test
    void shouldTakeACursorBeyondTheTextForItsEnd() {
        assertThat(Completion.of("use", 99).proposals()).containsExactly("user");
        assertThat(Completion.of("use", -1).from()).isZero();
    }
}
