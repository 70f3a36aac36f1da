package io.keepwatch.hunting.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.review.Deeds.Who;
import io.keepwatch.hunting.review.PullTransfer.Candidate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S1-26: inbound transfers without a user, and who held the other end")
class PullTransfersTest {
    private static final Instant NOON = Instant.parse("2026-02-15T12:00:00Z");
    private static final Window DAY = new Window(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));
    private static final Who KARA = Who.person("kara");
    private static final Who LOU = Who.person("lou");
    private static final String ADDRESS = "172.16.40.2";

    @TempDir
    Path directory;

    private List<PullTransfer> find(Deeds deeds, @Nullable String name) throws Exception {
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            return shelf.pullTransfers()
                    .find(DAY, name, new Cancellation())
                    .transfers()
                    .items();
        }
    }

    private Candidate only(Deeds deeds) throws Exception {
        List<PullTransfer> found = find(deeds, null);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().note()).isNull();
        assertThat(found.getFirst().candidates()).hasSize(1);
        return found.getFirst().candidates().getFirst();
    }

    private static Deeds pulledAtNoon() {
        return new Deeds().pull(NOON, "web-1", ADDRESS, 1_000_000, null);
    }

    @Test
    void shouldFindWhoLoggedInOverVpn() throws Exception {
        Candidate holder = only(pulledAtNoon().vpn(KARA, NOON.minusSeconds(1800), ADDRESS));

        assertThat(holder.subject()).isEqualTo("p-kara");
        assertThat(holder.confidence()).isEqualTo("high");
        assertThat(holder.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.sentence())
                    .isEqualTo("p-kara (as kara) logged in over VPN from 172.16.40.2 30 minutes before, and nobody else"
                            + " did from there until the transfer.");
            assertThat(reason.activity().id()).isEqualTo("a-1");
            assertThat(reason.activity().time()).isEqualTo(NOON.minusSeconds(1800));
        });
    }

    @Test
    void shouldBelieveOtherLoginsLess() throws Exception {
        Candidate holder = only(pulledAtNoon().interactive(KARA, NOON.minusSeconds(1800), ADDRESS));

        assertThat(holder.subject()).isEqualTo("p-kara");
        assertThat(holder.confidence()).isEqualTo("medium");
    }

    @Test
    void shouldGiveAnAddressToWhoeverLoggedInLast() throws Exception {
        Candidate holder = only(pulledAtNoon()
                .vpn(KARA, NOON.minusSeconds(1800), ADDRESS)
                .vpn(LOU, NOON.minusSeconds(900), ADDRESS)
                .vpn(KARA, NOON.plusSeconds(1), ADDRESS));

        assertThat(holder.subject()).isEqualTo("p-lou");
    }

    @Test
    void shouldPreferVpnToAnEarlierLogin() throws Exception {
        Candidate holder = only(pulledAtNoon()
                .interactive(KARA, NOON.minusSeconds(1800), ADDRESS)
                .vpn(LOU, NOON.minusSeconds(900), ADDRESS));

        assertThat(holder.subject()).isEqualTo("p-lou");
    }

    @Test
    void shouldShowBothWhereSomebodyElseLoggedInFromTheAddressOfATunnel() throws Exception {
        List<PullTransfer> found = find(
                pulledAtNoon()
                        .vpn(KARA, NOON.minusSeconds(1800), ADDRESS)
                        .interactive(LOU, NOON.minusSeconds(900), ADDRESS),
                null);

        assertThat(found).singleElement().satisfies(transfer -> {
            assertThat(transfer.note())
                    .isEqualTo("2 people come into question, and nothing here decides between them.");
            assertThat(transfer.candidates())
                    .extracting(Candidate::subject, Candidate::confidence)
                    .containsExactly(tuple("p-kara", "medium"), tuple("p-lou", "low"));
            assertThat(transfer.candidates().getFirst().reasons().getFirst().sentence())
                    .endsWith("and somebody else logged in from there since, but not over VPN.");
        });
    }

    @Test
    void shouldShowBothWhoLoggedInAtOneInstant() throws Exception {
        List<PullTransfer> found = find(
                pulledAtNoon().vpn(KARA, NOON.minusSeconds(1800), ADDRESS).vpn(LOU, NOON.minusSeconds(1800), ADDRESS),
                "p-lou");

        assertThat(found).singleElement().satisfies(transfer -> {
            assertThat(transfer.candidates())
                    .extracting(Candidate::subject, Candidate::confidence)
                    .containsExactlyInAnyOrder(tuple("p-kara", "medium"), tuple("p-lou", "medium"));
            assertThat(transfer.candidates().getFirst().reasons().getFirst().sentence())
                    .endsWith("and somebody else did at the same instant.");
        });
    }

    @Test
    void shouldHoldAnAddressForTwelveHoursAndNoLonger() throws Exception {
        Duration holds = PullTransfers.LOGIN_HOLDS;
        Deeds deeds = new Deeds()
                .vpn(KARA, NOON.minus(holds), ADDRESS)
                .pull(NOON, "web-1", ADDRESS, 1, null)
                .pull(NOON.plusNanos(1), "web-1", ADDRESS, 2, null);

        assertThat(find(deeds, null))
                .singleElement()
                .satisfies(transfer -> assertThat(transfer.bytes()).isOne());
    }

    @Test
    void shouldCountALoginAtTheSameInstantAndNoneAfter() throws Exception {
        assertThat(only(pulledAtNoon().vpn(KARA, NOON, ADDRESS)).subject()).isEqualTo("p-kara");
    }

    @Test
    void shouldNotCountALoginAfterTheTransfer() throws Exception {
        assertThat(find(pulledAtNoon().vpn(KARA, NOON.plusNanos(1), ADDRESS), null))
                .isEmpty();
    }

    @Test
    void shouldNotCountLoginsThatFailedOrThatServicesMade() throws Exception {
        assertThat(find(
                        pulledAtNoon()
                                .login(KARA, NOON.minusSeconds(60), ADDRESS, "vpn", "failure")
                                .login(LOU, NOON.minusSeconds(50), ADDRESS, "service", "success"),
                        null))
                .isEmpty();
    }

    @Test
    void shouldFindWhoseSessionATransferBelongsTo() throws Exception {
        Deeds deeds = new Deeds()
                .open(KARA, NOON.minus(Duration.ofDays(20)), "web-1", "s-9", "tmux", null)
                .open(LOU, NOON.minusSeconds(60), "web-2", "s-9", "tmux", null)
                .pull(NOON, "web-1", null, 1, "s-9");

        Candidate holder = only(deeds);

        assertThat(holder.subject()).isEqualTo("p-kara");
        assertThat(holder.confidence()).isEqualTo("high");
        assertThat(holder.reasons().getFirst().sentence())
                .isEqualTo(
                        "The transfer belongs to the session s-9 on web-1, which p-kara (as kara) opened 20 days before,"
                                + " and nobody else opened one of that name there since.");
    }

    @Test
    @DisplayName("A session is its opener's from when it was opened, however late that was reported")
    void shouldTakeTheWordOfALateReport() throws Exception {
        Deeds deeds = new Deeds()
                .pull(NOON, "web-1", null, 1, "s-9")
                .open(KARA, NOON.plusSeconds(600), "web-1", "s-9", "ssh", NOON.minusSeconds(600));

        assertThat(only(deeds).subject()).isEqualTo("p-kara");
    }

    @Test
    void shouldShowBothWhereAddressAndSessionDisagree() throws Exception {
        Deeds deeds = new Deeds()
                .vpn(KARA, NOON.minusSeconds(1800), ADDRESS)
                .open(LOU, NOON.minusSeconds(900), "web-1", "s-9", "ssh", null)
                .pull(NOON, "web-1", ADDRESS, 1, "s-9");

        assertThat(find(deeds, "kara"))
                .singleElement()
                .satisfies(transfer -> assertThat(transfer.candidates())
                        .extracting(Candidate::subject)
                        .containsExactly("p-lou", "p-kara"));
    }

    @Test
    void shouldNameOnlyThoseOfOnePerson() throws Exception {
        Deeds deeds = pulledAtNoon()
                .vpn(KARA, NOON.minusSeconds(1800), ADDRESS)
                .vpn(LOU, NOON.minusSeconds(1800), "172.16.40.3")
                .pull(NOON, "web-1", "172.16.40.3", 7, null);

        assertThat(find(deeds, "lou"))
                .singleElement()
                .satisfies(transfer -> assertThat(transfer.bytes()).isEqualTo(7));
    }

    @Test
    @DisplayName("What names somebody we know, or goes out, or lies outside the window, is no pull transfer")
    void shouldLeaveOutOtherConnections() throws Exception {
        Deeds deeds = new Deeds()
                .vpn(KARA, DAY.from(), ADDRESS)
                .connect(LOU, NOON, "web-1", "in", ADDRESS, null, 1, null)
                .connect(Who.nobody("web-1"), NOON, "web-1", "out", ADDRESS, null, 2, null)
                .connect(Who.nobody("web-1"), NOON, "web-1", null, ADDRESS, null, 3, null)
                .pull(DAY.from(), "web-1", ADDRESS, 4, null)
                .pull(DAY.from().minusNanos(1), "web-1", ADDRESS, 5, null)
                .pull(DAY.until(), "web-1", ADDRESS, 6, null);

        assertThat(find(deeds, null))
                .singleElement()
                .satisfies(transfer -> assertThat(transfer.bytes()).isEqualTo(4));
    }

    @Test
    @DisplayName("Accounts that nobody claims, and userless activity put to a host's owner, are pull transfers too")
    void shouldLookBehindWhomActivityWasPutTo() throws Exception {
        Deeds deeds = new Deeds()
                .vpn(KARA, NOON.minusSeconds(60), ADDRESS)
                .connect(new Who("www-data", "account:sensor/www-data"), NOON, "web-1", "in", ADDRESS, null, 2, null)
                .connect(new Who(null, "p-owner"), NOON, "web-1", "in", ADDRESS, null, 1, null);

        assertThat(find(deeds, "p-kara")).extracting(PullTransfer::bytes).containsExactly(2L, 1L);
    }

    @Test
    void shouldShowTheLargestAndCountTheRest() throws Exception {
        Deeds deeds = new Deeds().vpn(KARA, NOON.minusSeconds(60), ADDRESS);
        for (int i = 1; i <= 25; i++) {
            deeds.pull(NOON.plusSeconds(i), "web-1", ADDRESS, i == 7 ? Long.MAX_VALUE : i, null);
        }
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            PullTransfers.Found found = shelf.pullTransfers().find(DAY, null, new Cancellation());

            assertThat(found.transfers().items()).hasSize(Shelf.LIMITS.rows());
            assertThat(found.transfers().items())
                    .extracting(PullTransfer::bytes)
                    .startsWith(Long.MAX_VALUE, 25L, 24L);
            assertThat(found.transfers().more()).isEqualTo(25L - Shelf.LIMITS.rows());
            assertThat(found.bytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(shelf.count(found.transfers().question())).isEqualTo(25);
        }
    }
}
