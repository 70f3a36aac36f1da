package io.keepwatch.hunting.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.keepwatch.hunting.review.DepartureReview.DataTouched;
import io.keepwatch.hunting.review.DepartureReview.Executable;
import io.keepwatch.hunting.review.DepartureReview.Part;
import io.keepwatch.hunting.review.DepartureReview.Transfer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story, with its known answers. */
class DepartureReviewTest {
    @TempDir
    static Path directory;

    private static Shelf shelf;
    private static DepartureReview review;

    @BeforeAll
    static void ask() throws Exception {
        shelf = new Shelf(directory, Story.activities());
        review = shelf.review(Story.departure());
    }

    @AfterAll
    static void close() throws Exception {
        shelf.close();
    }

    @Test
    @DisplayName("S1-13: what was done until the watch began, and that it took too long")
    void shouldFlagASlowProcess() {
        assertThat(review.gap().seconds()).isEqualTo(Story.GAP.toSeconds());
        assertThat(review.gap().tooSlow()).isTrue();
        assertThat(review.gap().flagged()).isTrue();
        assertThat(review.after().window()).isEqualTo(new Window(Story.LEFT, Story.LEFT.plus(Story.GAP)));
        // scp, shred, download, and the nightly job at three.
        assertThat(review.after().activities()).isEqualTo(4);
    }

    @Test
    @DisplayName("S1-14: the thirty days before they left, against their own earlier weeks")
    void shouldHoldDataAgainstEarlierWeeks() {
        assertThat(review.before().window()).isEqualTo(new Window(Story.LEFT.minus(Duration.ofDays(30)), Story.LEFT));
        assertThat(review.ordinary().active()).isEqualTo(8);
        assertThat(review.ordinary().enough()).isTrue();

        DataTouched confidential = data(review.before(), "file.download", "confidential");
        assertThat(confidential.count()).isEqualTo(23);
        assertThat(confidential.amount()).isEqualTo(2_220_000_000L);
        assertThat(confidential.ordinaryWeek()).isEqualTo(50_000_000.0);
        assertThat(confidential.times()).isCloseTo(2_220 / (30 / 7.0) / 50, within(1e-9));
        assertThat(confidential.busiest()).isEqualTo(LocalDate.parse("2015-07-27"));
        assertThat(confidential.busiestAmount()).isEqualTo(2_010_000_000L);

        assertThat(data(review.before(), "file.download", "secret").firstTime()).isTrue();
        assertThat(data(review.before(), "print.job", "internal"))
                .returns("pages", DataTouched::unit)
                .returns(44L, DataTouched::amount)
                .returns(10.0, DataTouched::ordinaryWeek);
        assertThat(data(review.before(), "usb.write", null)).returns(64_000_000L, DataTouched::amount);
        assertThat(data(review.before(), "email.sent", null))
                .returns(1L, DataTouched::count)
                .returns(9_000_000L, DataTouched::amount);
    }

    @Test
    @DisplayName("S1-13: a gap shorter than a week is held against a whole one")
    void shouldNotExaggerateAShortGap() {
        DataTouched secret = data(review.after(), "file.download", "secret");

        assertThat(secret.amount()).isEqualTo(40_000_000L);
        assertThat(secret.firstTime()).isTrue();
    }

    @Test
    @DisplayName("S1-17: rarest programs first, those that carry data and new ones before others as rare")
    void shouldListTheRarestProgramsFirst() {
        assertThat(review.before().rarest().items())
                .extracting(Executable::executable)
                .startsWith("/bin/sleep", "/bin/tar", "/usr/bin/python3", "/usr/bin/scp");
        Executable scp = review.before().rarest().items().get(3);
        assertThat(scp.seen().count()).isEqualTo(2);
        assertThat(scp.seen().earlier()).isZero();
        assertThat(scp.seen().hosts()).containsExactly("db-1");
        assertThat(scp.seen().first()).isEqualTo(Story.NIGHT.plusSeconds(60));
        assertThat(scp.seen().last()).isEqualTo(Story.NIGHT.plusSeconds(61));
    }

    @Test
    @DisplayName("S1-16: programs by frequency")
    void shouldListTheMostFrequentProgramsFirst() {
        assertThat(review.before().frequent().items())
                .first()
                .returns("/bin/bash", Executable::executable)
                .returns(110L, program -> program.seen().count())
                .returns(200L, program -> program.seen().earlier());
    }

    @Test
    @DisplayName("S1-18, S1-22, S1-23, S1-24: transfer tools to places outside before everything else, with bytes")
    void shouldRankTransfers() {
        List<Transfer> transfers = review.before().transfers().rows().items();

        assertThat(transfers)
                .extracting(
                        Transfer::executable, Transfer::remoteIp, Transfer::place, Transfer::flagged, Transfer::bytes)
                .containsExactly(
                        tuple("/usr/bin/scp", Story.OUTSIDE, "outside", true, 2_500_000_000L),
                        tuple("/usr/bin/rsync", Story.OWN_PUBLIC, "own-public", true, 1_200_000_000L),
                        tuple("/usr/bin/ssh", "10.1.0.5", "internal", false, 22_000L),
                        tuple("/usr/bin/python3", Story.OUTSIDE, "outside", true, 7_000L));
        assertThat(review.before().transfers().out()).isEqualTo(2);
        assertThat(review.before().transfers().outBytes()).isEqualTo(3_700_000_000L);
        assertThat(review.after().transfers().rows().items()).singleElement().returns(100_000_000L, Transfer::bytes);
    }

    @Test
    @DisplayName("S1-25, S1-26: what was pulled over VPN without a user, before and after they left")
    void shouldFindWhatWasPulled() {
        for (Part part : List.of(review.before(), review.after())) {
            assertThat(part.pulled().transfers().items()).singleElement().satisfies(transfer -> {
                assertThat(transfer.remoteIp()).isEqualTo(Story.VPN);
                assertThat(transfer.candidates()).singleElement().satisfies(candidate -> {
                    assertThat(candidate.subject()).isEqualTo(Story.ELLIOT.subject());
                    assertThat(candidate.confidence()).isEqualTo("high");
                });
            });
        }
        assertThat(review.before().pulled().bytes()).isEqualTo(1_200_000_000);
        assertThat(review.after().pulled().bytes()).isEqualTo(300_000_000);
    }

    @Test
    @DisplayName("S1-11: the nightly job, and the detached session of three months")
    void shouldFindWhatWasLeftRunning() {
        LeftOpen.Found left = review.after().leftOpen();

        assertThat(left.jobs().items()).singleElement().satisfies(job -> {
            assertThat(job.everySeconds()).isEqualTo(86_400);
            assertThat(job.lasting()).isTrue();
        });
        assertThat(left.sessions().items()).singleElement().satisfies(session -> {
            assertThat(session.kind()).isEqualTo("tmux");
            assertThat(session.since()).isEqualTo(Story.TMUX_SINCE);
            assertThat(session.ageSeconds())
                    .isEqualTo(Duration.ofDays(91).plus(Story.GAP).toSeconds());
            assertThat(session.lasting()).isTrue();
        });
    }

    @Test
    @DisplayName("Three to six sentences, what stands out first")
    void shouldSumUp() {
        assertThat(review.summary())
                .containsExactly(
                        "The watch over them began 10 hours after they left, which is too slow (1 hour is the limit);"
                                + " 4 activities fall into that time.",
                        "3 connections of transfer tools carried 3.8 GB to places that can be reached from outside: scp to"
                                + " 203.0.113.9 and rsync to our own public server 198.51.100.4.",
                        "2 inbound transfers without a user pulled 1.5 GB from web-1, by an address or a session that was"
                                + " probably theirs.",
                        "Against their own earlier weeks, they downloaded secret data for the first time (500 MB, then"
                                + " 40 MB after they left), downloaded 10 times as much confidential data (2.2 GB), mailed"
                                + " data for the first time (9 MB) and 1 more.",
                        "They left behind 1 scheduled job and 1 open session, the oldest of tmux for 91 days.",
                        "306 activities of p-elliotalderson in the 30 days before they left were held against 8 earlier"
                                + " weeks of theirs.");
    }

    @Test
    @DisplayName("S1-19, S1-20, S1-28: the question behind each figure finds exactly what it counts")
    void shouldLinkEveryFigure() throws Exception {
        for (Part part : List.of(review.before(), review.after())) {
            assertThat(shelf.count(part.question())).isEqualTo(part.activities());
            for (Executable program : part.rarest().items()) {
                assertThat(shelf.count(program.question()))
                        .as(program.question())
                        .isEqualTo(program.seen().count());
            }
            for (Transfer transfer : part.transfers().rows().items()) {
                assertThat(shelf.count(transfer.question()))
                        .as(transfer.question())
                        .isEqualTo(transfer.seen().count());
            }
            for (DataTouched data : part.data()) {
                assertThat(shelf.count(data.question())).as(data.question()).isEqualTo(data.count());
            }
            for (PullTransfer transfer : part.pulled().transfers().items()) {
                assertThat(shelf.count(transfer.activity().question())).isOne();
                assertThat(shelf.count(transfer.candidates()
                                .getFirst()
                                .reasons()
                                .getFirst()
                                .activity()
                                .question()))
                        .isOne();
            }
            for (ScheduledJob job : part.leftOpen().jobs().items()) {
                assertThat(shelf.count(job.question())).isEqualTo(job.runs());
            }
            assertThat(shelf.count(part.leftOpen().sessions().items().getFirst().question()))
                    .isEqualTo(2);
        }
        assertThat(shelf.count(review.ordinary().question()))
                .isEqualTo(review.ordinary().activities());
    }

    @Test
    @DisplayName("Every day stands in the course once, and its question finds what it counts")
    void shouldCountEveryDay() throws Exception {
        assertThat(review.days()).first().returns(LocalDate.parse("2015-05-03"), DepartureReview.Day::day);
        assertThat(review.days()).last().returns(LocalDate.parse("2015-07-28"), DepartureReview.Day::day);
        assertThat(review.days()).hasSize(87);
        assertThat(review.days().stream()
                        .mapToLong(DepartureReview.Day::activities)
                        .sum())
                .isEqualTo(review.ordinary().activities()
                        + review.before().activities()
                        + review.after().activities());
        for (DepartureReview.Day day : review.days()) {
            assertThat(shelf.count(day.question())).as(day.question()).isEqualTo(day.activities());
        }
    }

    @Test
    @DisplayName("An account serves as well as the person's key")
    void shouldTakeAnAccount() throws Exception {
        DepartureReview byAccount =
                shelf.review(Story.departure("elliotalderson", Story.LEFT.plus(Story.GAP), Story.NEW_YORK));

        assertThat(byAccount.before().activities()).isEqualTo(review.before().activities());
        assertThat(byAccount.after().pulled().transfers().total()).isOne();
    }

    @Test
    @DisplayName("S1-28: the review as JSON has the figures beside their questions")
    void shouldBecomeJson() {
        JsonNode json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build()
                .valueToTree(review);

        assertThat(json.at("/left").asText()).isEqualTo("2015-07-28T17:30:40Z");
        assertThat(json.at("/gap/tooSlow").asBoolean()).isTrue();
        assertThat(json.at("/monitoring").isNull()).isTrue();
        assertThat(json.at("/before/transfers/rows/items/0/bytes").asLong()).isEqualTo(2_500_000_000L);
        assertThat(json.at("/before/transfers/rows/items/0/question").asText())
                .isEqualTo("timestamp >= \"2015-06-28T17:30:40Z\" && timestamp < \"2015-07-28T17:30:40Z\""
                        + " && user = \"p-elliotalderson\" && type = \"network.connect\""
                        + " && executable = \"/usr/bin/scp\" && remoteIp = \"203.0.113.9\" && direction = \"out\"");
        assertThat(json.at("/after/pulled/transfers/items/0/candidates/0/reasons/0/activity/source")
                        .asText())
                .isEqualTo("sensor");
        assertThat(json.at("/days/0/day").asText()).isEqualTo("2015-05-03");
    }

    private static DataTouched data(Part part, String way, @Nullable String classification) {
        return part.data().stream()
                .filter(data -> data.way().equals(way) && Objects.equals(data.classification(), classification))
                .findFirst()
                .orElseThrow();
    }
}
