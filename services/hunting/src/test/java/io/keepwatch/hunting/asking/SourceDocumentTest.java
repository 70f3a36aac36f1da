package io.keepwatch.hunting.asking;

import static io.keepwatch.hunting.asking.Answers.asked;
import static io.keepwatch.hunting.asking.Answers.counts;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.hunting.asking.Statistics.Item;
import io.keepwatch.hunting.asking.Statistics.Order;
import io.keepwatch.hunting.question.Question;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The questions of the first source document, typed as printed, against a story with known answers")
class SourceDocumentTest {
    private static final String ALDERSON = "user=”elliotalderson” && timestamp > 1438104640000";
    private static final String MURPHY = "user=”elliotmurphy” && type=”connect”";

    @TempDir
    static Path directory;

    private static Answers answers;

    @BeforeAll
    static void store() throws Exception {
        answers = new Answers(directory);
        answers.add(Leaving.activities());
    }

    @AfterAll
    static void close() throws Exception {
        answers.close();
    }

    private static Item item(Statistics.Answer answer, String value) {
        return answer.items().stream()
                .filter(item -> item.value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("S1-13, S1-15: everything since 1:30pm Eastern on 7/28/15, but not that very millisecond")
    void shouldFindWhatWasDoneAfterLeaving() throws Exception {
        assertThat(answers.ids(ALDERSON))
                .containsExactly(
                        "alderson-last",
                        "alderson-vpn",
                        "vpn-login",
                        "alderson-scp-again",
                        "alderson-scp",
                        "alderson-after-1ns");
    }

    @Test
    @DisplayName("S1-13, S1-14: the two windows meet without gap or overlap")
    void shouldDivideTheTwoWindows() throws Exception {
        String user = "user = elliotalderson";
        Asked before = asked(user, Leaving.LEFT.minus(Duration.ofDays(30)), Leaving.LEFT);
        Asked gap = asked(user, Leaving.LEFT, Leaving.LEFT.plus(Duration.ofHours(24)));

        assertThat(Answers.ids(answers.all(before, 1_000))).hasSize(98).contains("cleanup");
        assertThat(Answers.ids(answers.all(gap, 1_000)))
                .hasSize(6)
                .contains("alderson-at-leaving")
                .doesNotContain("alderson-last");
    }

    @Test
    @DisplayName("S1-16: executables by frequency")
    void shouldListExecutablesByFrequency() throws Exception {
        Statistics.Answer answer = answers.statistics(asked("user=”elliotalderson”"), "executable", Order.FREQUENT);

        assertThat(counts(answer))
                .startsWith(
                        Map.entry("/bin/bash", 61L), Map.entry("/usr/bin/vim", 25L), Map.entry("/usr/bin/git", 12L));
        assertThat(answer.values()).isEqualTo(8);
    }

    @Test
    @DisplayName("S1-17: the least frequent executables first")
    void shouldListTheRarestExecutablesFirst() throws Exception {
        Statistics.Answer answer = answers.statistics(asked("user=”elliotalderson”"), "executable", Order.RARE);

        assertThat(counts(answer))
                .containsExactly(
                        Map.entry("/home/elliot/cleanup.sh", 1L),
                        Map.entry("/usr/bin/crontab", 1L),
                        Map.entry("/usr/bin/rsync", 1L),
                        Map.entry("/usr/bin/ssh", 1L),
                        Map.entry("/usr/bin/scp", 2L),
                        Map.entry("/usr/bin/git", 12L),
                        Map.entry("/usr/bin/vim", 25L),
                        Map.entry("/bin/bash", 61L));
    }

    @Test
    @DisplayName("S1-18: all connections of a person, and nothing else")
    void shouldFindAllConnections() throws Exception {
        assertThat(answers.ids(MURPHY))
                .hasSize(53)
                .startsWith("murphy-vpn", "murphy-staging", "murphy-curl")
                .doesNotContain("murphy-no-connect");
    }

    @Test
    @DisplayName("S1-19: a statistic of executables and addresses on the result, each value of which filters it")
    void shouldNarrowTheQuestionToEachValue() throws Exception {
        for (String by : List.of("executable", "command", "remoteIp", "ip", "host", "user", "type")) {
            Statistics.Answer answer = answers.statistics(asked(MURPHY), by, Order.PRIORITY);

            assertThat(answer.items()).as(by).isNotEmpty();
            for (Item item : answer.items()) {
                assertThat(answers.ids(item.question()))
                        .as(item.question())
                        .hasSize((int) item.count())
                        .allMatch(id -> id.startsWith("murphy-"));
                assertThat(Question.parse(item.question()).toString()).isEqualTo(item.question());
            }
        }
    }

    @Test
    void shouldCountPeopleHostsAndWhenFirstAndLast() throws Exception {
        Item scp = item(answers.statistics(asked(""), "command", Order.RARE), "scp");

        assertThat(scp.count()).isEqualTo(4);
        assertThat(scp.users()).isEqualTo(2);
        assertThat(scp.hosts()).isEqualTo(2);
        assertThat(scp.first()).isEqualTo(Leaving.LEFT.plusSeconds(60));
        assertThat(scp.last()).isEqualTo(Leaving.LEFT.plusSeconds(700));
    }

    @Test
    @DisplayName("S1-20: connections by a tool to an address")
    void shouldFindConnectionsByToolAndAddress() throws Exception {
        assertThat(answers.ids("type=”connect” && command=”scp” && ip=”192.0.2.66”"))
                .containsExactly("murphy-staging");
        assertThat(answers.ids("type=”connect” && command=”scp” && ip=””")).isEmpty();
    }

    @Test
    @DisplayName("S1-21: inbound and outbound connections of the VPN block, with and without a user, and no lookalike")
    void shouldFindVpnTrafficInBothDirections() throws Exception {
        assertThat(answers.ids("ip starts_with “172.16.”"))
                .containsExactly("alderson-vpn", "pull", "vpn-login", "murphy-vpn");
    }

    @Test
    @DisplayName("S1-22: transfer tools come first, however they are written, the rarest of them before the others")
    void shouldPutTransferToolsFirst() throws Exception {
        Statistics.Answer answer = answers.statistics(asked(MURPHY), "executable", Order.PRIORITY);

        assertThat(counts(answer))
                .containsExactly(
                        Map.entry("/usr/bin/fsync", 1L),
                        Map.entry("/usr/bin/scp", 1L),
                        Map.entry("C:\\Tools\\CURL.EXE", 1L),
                        Map.entry("/usr/bin/ssh", 20L),
                        Map.entry("firefox", 30L));
        assertThat(item(answer, "/usr/bin/fsync").reasons()).containsExactly(Reason.TRANSFER_TOOL);
        assertThat(item(answer, "firefox").reasons()).isEmpty();
        assertThat(item(answer, "firefox").priority()).isZero();
    }

    @Test
    @DisplayName("S1-23, S1-24, S1-25: outside addresses, then own public servers, then VPN addresses, then the others")
    void shouldPutOutsideAddressesFirst() throws Exception {
        Statistics.Answer answer = answers.statistics(asked(MURPHY), "remoteIp", Order.PRIORITY);

        assertThat(counts(answer))
                .containsExactly(
                        Map.entry("203.0.113.9", 1L),
                        Map.entry("2001:db8::5", 30L),
                        Map.entry("192.0.2.66", 1L),
                        Map.entry("172.16.9.9", 1L),
                        Map.entry("10.0.0.5", 20L));
        assertThat(answer.items().stream().map(Item::reasons))
                .containsExactly(
                        List.of(Reason.OUTSIDE_ADDRESS),
                        List.of(Reason.OUTSIDE_ADDRESS),
                        List.of(Reason.OWN_PUBLIC_SERVER),
                        List.of(Reason.VPN_ADDRESS),
                        List.of());
        assertThat(answer.items().stream().map(Item::priority)).containsExactly(3, 3, 2, 1, 0);
    }

    @Test
    @DisplayName("S1-26: what carries no user is counted by whoever it is known of")
    void shouldCountWhatHasNoUser() throws Exception {
        Statistics.Answer answer = answers.statistics(asked("ip starts_with “172.16.”"), "user", Order.FREQUENT);

        assertThat(counts(answer))
                .containsExactly(
                        Map.entry("elliotalderson", 2L), Map.entry("elliotmurphy", 1L), Map.entry("host:web-1", 1L));
    }

    @Test
    @DisplayName("S1-27: what happened ten years before is still found")
    void shouldFindWhatHappenedLongAgo() throws Exception {
        assertThat(Duration.between(Leaving.LEFT, Answers.NOW)).isGreaterThan(Duration.ofDays(3650));
        assertThat(answers.ids("executable = \"/home/elliot/cleanup.sh\"")).containsExactly("cleanup");
    }
}
