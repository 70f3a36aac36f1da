package io.keepwatch.hunting.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Questions in the analysts' syntax")
class QuestionTest {
    private static StoredActivities stored;

    @BeforeAll
    static void store() throws Exception {
        stored = new StoredActivities(Elliot.activities());
    }

    @AfterAll
    static void close() throws Exception {
        stored.close();
    }

    private static List<String> found(String text) throws Exception {
        return Elliot.found(stored, Question.parse(text));
    }

    @Test
    @DisplayName("S1-15: what a leaver did since, in milliseconds, as printed")
    void shouldFindWhatAUserDidSinceThen() throws Exception {
        assertThat(found("user=\u201Delliotalderson\u201D && timestamp > 1438104640000"))
                .containsExactly("scp-after", "curl-after", "cron-after");
    }

    @Test
    @DisplayName("S1-18: all connections of a leaver, as printed")
    void shouldFindConnectionsOfAUser() throws Exception {
        assertThat(found("user=\u201Delliotmurphy\u201D && type=\u201Dconnect\u201D"))
                .containsExactly("murphy");
    }

    @Test
    @DisplayName("S1-20: transfers with a tool to a server; printed without the address, which nothing has")
    void shouldFindTransfersWithAToolToAServer() throws Exception {
        assertThat(found("type=\u201Dconnect\u201D && command=\u201Dscp\u201D && ip=\u201D\u201D"))
                .isEmpty();
        assertThat(found("type=\u201Dconnect\u201D && command=\u201Dscp\u201D && ip=\u201D198.51.100.4\u201D"))
                .containsExactly("scp-after", "murphy");
    }

    @Test
    @DisplayName("S1-21: traffic with VPN clients in both directions, as printed")
    void shouldFindTrafficOfABlock() throws Exception {
        assertThat(found("ip starts_with \u201C172.16.\u201D")).containsExactly("login-before", "pull");
    }

    @Test
    void shouldFindEverythingWithoutAQuestion() throws Exception {
        assertThat(found("")).isEqualTo(Elliot.allBut());
        assertThat(found(" \n\u00A0\uFEFF")).isEqualTo(Elliot.allBut());
    }

    @Test
    void shouldTakeAUserAsAccountOrPerson() throws Exception {
        assertThat(found("user = p-2")).containsExactly("murphy", "download", "mail");
        assertThat(found("user = emurphy")).containsExactly("download", "mail");
        assertThat(found("user != 'p-2' && user != elliotalderson && user != \"host:web-1\""))
                .containsExactly("tmux-after");
        assertThat(found("account = p-2")).isEmpty();
        assertThat(found("account = root")).containsExactly("tmux-after");
        assertThat(found("subject = p-2 && account != elliotmurphy")).containsExactly("download", "mail");
    }

    @Test
    void shouldTakeACommandAsPathOrFileName() throws Exception {
        assertThat(found("command in [ssh, curl]")).containsExactly("connect-when-leaving", "curl-after");
        assertThat(found("command = \"/usr/bin/rsync\"")).containsExactly("cron-after");
        assertThat(found("executable = scp")).isEmpty();
        assertThat(found("executable ends_with \"/scp\"")).containsExactly("scp-after", "murphy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "network.connect", "\"connect\"", "'network.connect'"})
    void shouldKnowATypeByItsLastName(String type) throws Exception {
        assertThat(Question.parse("type = " + type)).isEqualTo(Question.parse("type == \"network.connect\""));
        assertThat(found("type != " + type))
                .containsExactly("login-before", "cron-after", "tmux-after", "download", "mail");
    }

    @Test
    void shouldHoldIfOneOfSeveralAgrees() throws Exception {
        assertThat(found("to ends_with \"@mail.example\"")).containsExactly("mail");
        assertThat(found("to = \"me@mail.example\" && to != \"you@mail.example\""))
                .containsExactly("mail");
        assertThat(found("to != \"me@mail.example\"")).isEqualTo(Elliot.allBut("mail"));
        assertThat(found("attachment in ['plan.xlsx', 'plan.docx']")).containsExactly("mail");
        assertThat(found("attachmentBytes > 8000000 && attachmentBytes = 0")).containsExactly("mail");
    }

    @Test
    void shouldNotHoldForWhatIsAbsentButItsNegationShould() throws Exception {
        assertThat(found("scheduler = cron")).containsExactly("cron-after");
        assertThat(found("scheduler != cron")).isEqualTo(Elliot.allBut("cron-after"));
        assertThat(found("!scheduler = cron")).isEqualTo(Elliot.allBut("cron-after"));
        assertThat(found("!(account starts_with \"\")")).containsExactly("pull");
        assertThat(found("!(bytes <= 1000) && bytes <= 1000")).isEmpty();
    }

    @Test
    void shouldCompareTimes() throws Exception {
        assertThat(found("since < \"2015-05-01T00:00:00Z\"")).containsExactly("tmux-after");
        assertThat(found("time >= \"2015-07-28T13:30:40-04:00\" and timestamp < 1438104640001"))
                .containsExactly("connect-when-leaving");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1438104640000",
                "\"1438104640000\"",
                "2015-07-28T17:30:40Z",
                "\"2015-07-28T17:30:40Z\"",
                "\"2015-07-28t17:30:40z\"",
                "\"2015-07-28 17:30:40Z\"",
                "\"2015-07-28T17:30:40.000Z\"",
                "\"2015-07-28T17:30:40.000000000000Z\"",
                "\"2015-07-28T13:30:40-04:00\"",
                "\u201C2015-07-29T06:15:40+12:45\u201D",
                "\"2015-07-28T17:30:40-00:00\""
            })
    void shouldReadATimeInEveryShape(String time) throws Exception {
        assertThat(Question.parse("timestamp = " + time)).hasToString("timestamp = \"2015-07-28T17:30:40Z\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "''",
                "\u201C\u201D",
                "\u201E\u201F",
                "\u2018\u2019",
                "\u201A\u2018",
                "\u00AB\u00BB",
                "\u2033\u2033",
                "\u201D\u201D",
                "\u201E\""
            })
    void shouldReadTypographicQuotesAsPlainOnes(String quotes) throws Exception {
        assertThat(Question.parse("user=" + quotes.charAt(0) + "elliot" + quotes.charAt(1)))
                .isEqualTo(Question.parse("user=\"elliot\""));
    }

    @Test
    void shouldReadQuotesAndBackslashesInQuotes() throws Exception {
        assertThat(found("path = \"C:\\\\Finance\\\\plan \\\u201CB\\\u201D.xlsx\""))
                .containsExactly("download");
        assertThat(found("path = 'C:\\\\Finance\\\\plan \u201CB\u201D.xlsx'")).containsExactly("download");
        assertThat(Question.parse("host = \"O\u2019Brien's\"")).hasToString("host = \"O\u2019Brien's\"");
        assertThat(Question.parse("host = 'say \"yes\"'")).hasToString("host = \"say \\\"yes\\\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "user=a && host=b || ip=c        ~ user = \"a\" && host = \"b\" || ip = \"c\"",
                "user=a && (host=b || ip=c)      ~ user = \"a\" && (host = \"b\" || ip = \"c\")",
                "((user=a) and ((host=b)))       ~ user = \"a\" && host = \"b\"",
                "!(user=a)                       ~ user != \"a\"",
                "!! not (user!=a)                ~ user = \"a\"",
                "NOT(user=a AND NOT host=b)      ~ !(user = \"a\" && host != \"b\")",
                "!(bytes>=+5)                    ~ !(bytes >= 5)",
                "bytes in [1,-2, 9223372036854775807] ~ bytes in [1, -2, 9223372036854775807]",
                "privileged=TRUE                 ~ privileged = true",
                "direction=in                    ~ direction = \"in\"",
                "direction in [in,'out']         ~ direction in [\"in\", \"out\"]",
                "outcome in [failure, denied]    ~ outcome in [\"failure\", \"denied\"]",
                "kind = screen or kind = travel  ~ kind = \"screen\" || kind = \"travel\"",
                "host Starts_With db-            ~ host starts_with \"db-\"",
                "type contains e.c               ~ type contains \"e.c\"",
                "user = 42                       ~ user = \"42\"",
                "ip = fe80::1                    ~ ip = \"fe80::1\"",
            })
    void shouldWriteAQuestionInOneWay(String typed, String written) throws Exception {
        assertThat(Question.parse(typed)).hasToString(written).isEqualTo(Question.parse(written));
    }

    @Test
    @DisplayName("S1-19: a value that statistics show becomes a filter")
    void shouldAddAFilter() throws Exception {
        Question question = Question.parse("user=p-1 || user=p-2");
        assertThat(question.and("executable", "a \"b\" \\ \u201Cc\u201D"))
                .hasToString("(user = \"p-1\" || user = \"p-2\")"
                        + " && executable = \"a \\\"b\\\" \\\\ \\\u201Cc\\\u201D\"");
        assertThat(question.and("remotePort", "22").and("unresolved", "false").and("time", "2015-07-28T17:30:40Z"))
                .hasToString("(user = \"p-1\" || user = \"p-2\") && remotePort = 22 && unresolved = false"
                        + " && time = \"2015-07-28T17:30:40Z\"");
        assertThat(Question.parse("").and("type", "network.connect")).isEqualTo(Question.parse("type=connect"));
        assertThat(Elliot.found(stored, question.and("path", "C:\\Finance\\plan \u201CB\u201D.xlsx")))
                .containsExactly("download");
    }

    @Test
    void shouldAnswerTheLargestQuestions() throws Exception {
        String many = "ip=a||".repeat(Question.MOST_COMPARISONS - 1) + "ip='172.16.40.2'";
        assertThat(found(many)).containsExactly("pull");
        assertThat(found("!(" + many + ")")).isEqualTo(Elliot.allBut("pull"));
        assertThat(found("to in [" + "a,".repeat(Question.LONGEST_LIST - 1) + "'me@mail.example']"))
                .containsExactly("mail");
        assertThat(found("(ip=a || !(ip=b && ".repeat(Question.DEEPEST / 2) + "id=pull"
                        + "))".repeat(Question.DEEPEST / 2)))
                .isEqualTo(Elliot.allBut());
    }

    @Test
    @DisplayName("what a row group's statistics can rule out is asked of the scan, with the values in it")
    void shouldLeaveStatisticsOfUse() throws Exception {
        String plan = stored.plan(Question.parse(
                "subject = p-1 && time >= 1438104640000 && host starts_with db && type in [login, connect]"));
        assertThat(plan)
                .contains("subject='p-1'")
                .contains("time>='2015-07-28 17:30:40'::TIMESTAMP_NS")
                .contains("host>='db' AND host<'dc'")
                .contains("type IN ('auth.login', 'network.connect')");
    }
}
