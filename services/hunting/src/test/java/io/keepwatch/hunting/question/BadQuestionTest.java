package io.keepwatch.hunting.question;

import static java.util.stream.Collectors.joining;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A wrong question is answered with the column, the reason and, where there is one, a suggestion")
class BadQuestionTest {
    private static QuestionException mistake(String text) {
        QuestionException mistake = catchThrowableOfType(QuestionException.class, () -> Question.parse(text));
        assertThat(mistake).as(text).isNotNull();
        return mistake;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "excutable = scp            ~ 1  ~ there is no field excutable            ~ executable",
                "user=a && remoteip=b       ~ 11 ~ there is no field remoteip             ~ remoteIp",
                "uesr=a                     ~ 1  ~ there is no field uesr                 ~ user",
                "attachments=a              ~ 1  ~ there is no field attachments          ~ attachment",
                "xyzzy = 1                  ~ 1  ~ there is no field xyzzy                ~",
                "host=\uD83D\uDE00          ~ 6  ~ expected a value, not \uD83D\uDE00     ~",
                "host='\uD83D\uDE00' && hots=a ~ 13 ~ there is no field hots               ~ host",
                "type = conect              ~ 8  ~ type is never conect                   ~ connect",
                "type = ''                  ~ 8  ~ type is never empty                    ~",
                "classification = secrt     ~ 18 ~ classification is never secrt          ~ secret",
                "outcome in [denied,falure] ~ 20 ~ outcome is never falure                ~ failure",
                "classification = SECRET    ~ 18 ~ classification is never SECRET         ~ secret",
                "bytes = many               ~ 9  ~ bytes is a whole number, not many      ~",
                "bytes = '5'                ~ 9  ~ bytes is a whole number, written without quotes ~",
                "bytes > 1.5                ~ 9  ~ bytes is a whole number, not 1.5       ~",
                "bytes > 99999999999999999999 ~ 9 ~ numbers lie between -9223372036854775808 ~",
                "bytes starts_with 5        ~ 7  ~ bytes is a whole number, which starts_with does not compare ~",
                "host > a                   ~ 6  ~ host is text, which > does not compare ~",
                "privileged = yes           ~ 14 ~ privileged is true or false, not yes   ~",
                "privileged = 'true'        ~ 14 ~ privileged is true or false, written without quotes ~",
                "privileged > true          ~ 12 ~ privileged is true or false, which > does not compare ~",
                "privileged in [true]       ~ 12 ~ privileged is true or false, which in does not compare ~",
                "time > yesterday           ~ 8  ~ time is a time: RFC 3339               ~",
                "time > '2015-07-28T17:30:40' ~ 8 ~ time is a time: RFC 3339              ~",
                "time > '2015-02-30T17:30:40Z' ~ 8 ~ time is a time: RFC 3339             ~",
                "time > 253402300800000     ~ 8  ~ times lie between the years 0000 and 9999 ~",
                "time > 9999999999999999999 ~ 8  ~ times lie between the years 0000 and 9999 ~",
                "time > '0000-01-01T00:00:00+00:01' ~ 8 ~ times lie between the years 0000 and 9999 ~",
                "time contains '2015'       ~ 6  ~ time is a time, which contains does not compare ~",
                "user                       ~ 5  ~ expected an operator (=, !=, starts_with, ends_with, contains, in), but the text ends here ~",
                "user startswith a          ~ 6  ~ expected an operator                   ~ starts_with",
                "bytes => 5                 ~ 8  ~ expected a value, not >                ~",
                "user =                     ~ 7  ~ expected a value, but the text ends here ~",
                "user = &&                  ~ 8  ~ expected a value, not &&               ~",
                "user = *                   ~ 8  ~ expected a value, not *; a value       ~",
                "user = elliot alderson     ~ 15 ~ expected && or ||, not alderson; a value ~",
                "user='a' user='b'          ~ 10 ~ expected && or ||, not user            ~",
                "user=a & host=b            ~ 8  ~ expected && or ||, not &               ~ &&",
                "user=a adn host=b          ~ 8  ~ expected && or ||, not adn             ~ and",
                "user=a &&                  ~ 10 ~ expected a field, ! or (, but the text ends here ~",
                "&& user=a                  ~ 1  ~ expected a field, ! or (, not &&       ~",
                "'user' = a                 ~ 1  ~ expected a field, ! or (, not 'user'   ~",
                "!                          ~ 2  ~ expected a field, ! or (               ~",
                "()                         ~ 2  ~ expected a field, ! or (, not )        ~",
                "(user=a                    ~ 1  ~ the parenthesis that opens here is not closed ~",
                "(user=a && (host=b)        ~ 1  ~ the parenthesis that opens here is not closed ~",
                "user=a)                    ~ 7  ~ no parenthesis is open                 ~",
                "(user=a]                   ~ 8  ~ expected &&, || or ), not ]            ~",
                "user in a                  ~ 9  ~ expected a list                        ~",
                "user in []                 ~ 10 ~ expected a value, not ]                ~",
                "user in [a b]              ~ 12 ~ expected a comma or ], not b           ~",
                "user in [a,                ~ 12 ~ expected a value, but the text ends here ~",
                "user = 'elliot             ~ 8  ~ the quote that opens here is not closed ~",
                "user = O'Brien             ~ 9  ~ the quote that opens here is not closed ~",
                "user = \"a\u2019           ~ 8  ~ the quote that opens here is not closed ~",
                "path = 'C:\\Users'         ~ 11 ~ in quotes a backslash is written twice ~",
                "path = '\uD83D\uDE00\\a'   ~ 10 ~ in quotes a backslash is written twice ~",
                "path = C:\\Users           ~ 10 ~ expected && or ||, not \\; a value     ~",
                "user = a; DROP TABLE x     ~ 9  ~ expected && or ||, not ;               ~",
                "user = a -- b              ~ 10 ~ expected && or ||, not --              ~",
            })
    void shouldSayWhatIsWrong(String text, int column, String reason, @Nullable String suggestion) {
        QuestionException mistake = mistake(text);
        assertThat(mistake.reason()).as(text).startsWith(reason);
        assertThat(mistake.column()).as(text).isEqualTo(column);
        assertThat(mistake.suggestion()).as(text).isEqualTo(suggestion);
        assertThat(mistake)
                .hasMessageStartingWith("column " + column + ": " + reason)
                .hasMessageEndingWith(suggestion == null ? "" : "; did you mean " + suggestion + "?");
    }

    @Test
    void shouldCountColumnsAcrossLinesAndWideSpace() {
        assertThat(mistake("user=a\u00A0&&\n\thots=b").column()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host='a\0b'", "host='a\uD83Db'", "host='a\uDE00b'"})
    void shouldRefuseWhatIsNoCharacter(String text) {
        assertThat(mistake(text).column()).isEqualTo(8);
    }

    @Test
    void shouldBoundTheTextInCharacters() throws Exception {
        String longest = "host = '" + "\uD83D\uDE00".repeat(Question.LONGEST - 9) + "'";
        assertThat(Question.parse(longest)).isNotNull();
        assertThat(mistake(longest + " ")).hasMessage("column 10001: a question has at most 10000 characters");
    }

    @Test
    void shouldBoundTheNesting() throws Exception {
        String deepest = "!(".repeat(Question.DEEPEST) + "user=a" + ")".repeat(Question.DEEPEST);
        assertThat(Question.parse(deepest)).isEqualTo(Question.parse("user=a"));
        assertThat(mistake("(" + deepest + ")")).hasMessage("column 201: parentheses are nested more than 100 deep");
        assertThat(mistake("(".repeat(Question.LONGEST)).column()).isEqualTo(101);
        assertThat(Question.parse("!".repeat(9_994) + "user=a")).isEqualTo(Question.parse("user=a"));
        assertThat(mistake("!".repeat(Question.LONGEST)).column()).isEqualTo(10_001);
    }

    @Test
    void shouldBoundTheComparisons() throws Exception {
        String most = "ip=a||".repeat(Question.MOST_COMPARISONS - 1) + "ip=a";
        assertThat(Question.parse(most).condition().parameters()).hasSize(2 * Question.MOST_COMPARISONS);
        assertThat(mistake(most + "&&ip=a")).hasMessage("column 6001: a question has at most 1000 comparisons");
    }

    @Test
    void shouldBoundLists() throws Exception {
        String longest = range(0, Question.LONGEST_LIST).mapToObj(i -> "a").collect(joining(",", "ip in [", ""));
        assertThat(Question.parse(longest + "]").condition().parameters()).hasSize(2 * Question.LONGEST_LIST);
        assertThat(mistake(longest + ",a]")).hasMessage("column 2008: a list has at most 1000 values");
    }

    @Test
    void shouldQuoteLittleOfALongText() {
        assertThat(mistake("x".repeat(9_000) + "=1").reason())
                .isEqualTo("there is no field " + "x".repeat(40) + "\u2026");
    }

    @ParameterizedTest
    @CsvSource({
        "hots, db-1, host",
        "classification, secrt, secret",
        "remotePort, ssh,",
        "'host=a || user', b,",
        "remotePort, 22 || user=a,"
    })
    void shouldRefuseAFilterThatCannotBe(String field, String value, @Nullable String suggestion) {
        QuestionException mistake = catchThrowableOfType(
                QuestionException.class, () -> Question.parse("").and(field, value));
        assertThat(mistake).isNotNull();
        assertThat(mistake.suggestion()).isEqualTo(suggestion);
    }
}
