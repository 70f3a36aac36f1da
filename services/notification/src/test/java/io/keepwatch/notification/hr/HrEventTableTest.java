package io.keepwatch.notification.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keepwatch.contracts.HrEvent;
import io.keepwatch.contracts.HrEvent.Context;
import io.keepwatch.contracts.HrEvent.Monitoring;
import io.keepwatch.contracts.HrEventJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Topic;
import io.keepwatch.notification.Await;
import io.keepwatch.notification.Schemas;
import io.keepwatch.notification.TestPlatform;
import io.keepwatch.notification.TopicReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's table of events, row by row. */
@QuarkusTest
@WithTestResource(TestPlatform.class)
class HrEventTableTest {
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant OCCURRED = NOW.minus(1, ChronoUnit.DAYS);
    private static final Instant UNTIL = NOW.plus(40, ChronoUnit.DAYS);

    private final String subject = Hris.somebody();

    static Stream<Arguments> rows() {
        String until = "{\"until\":\"" + UNTIL + "\"}";
        return Stream.of(
                arguments("resignation", "{}", period("enhanced", OCCURRED.plus(FORTNIGHT)), context("notice", null)),
                arguments("termination", "{}", period("enhanced", OCCURRED.plus(FORTNIGHT)), context("notice", null)),
                arguments("pip", "{}", period("watchlist", null), context("pip", null)),
                arguments("pip", until, period("watchlist", UNTIL), context("pip", UNTIL)),
                arguments("disciplinary", "{}", period("watchlist", OCCURRED.plus(Duration.ofDays(30))), null),
                arguments("disciplinary", until, period("watchlist", UNTIL), null),
                arguments("policy_violation", "{\"severity\":\"high\"}", period("assessment", null), null),
                arguments("negative_review", "{}", null, context("negative-review", null)),
                arguments("negative_review", until, null, context("negative-review", UNTIL)),
                arguments("role_change", "{\"role\":\"dba\",\"department\":\"IT\"}", null, null),
                arguments("contractor_onboarding", "{\"vendor\":\"x\"}", null, context("contractor", null)),
                arguments("contractor_onboarding", until, null, context("contractor", UNTIL)),
                arguments("contract_ended", "{}", null, null),
                arguments("mitigation", "{\"reason\":\"leave\",\"until\":\"" + UNTIL + "\"}", null, null),
                arguments("rehired", "{\"from\":\"2026-09-01\"}", null, null));
    }

    @ParameterizedTest
    @MethodSource("rows")
    @DisplayName(
            "H01 S2-094…S2-099 S2-101 S2-104: each event begins the period and the context of the contract's table")
    void shouldBeginWhatTheTableSays(
            String event, String detail, @Nullable Monitoring monitoring, @Nullable Context context) throws Exception {
        Response answer = post(event, OCCURRED, detail);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getMap("$")).containsKey("monitoring");
        if (monitoring == null) {
            assertThat((Object) answer.path("monitoring")).isNull();
            assertThat(answer.<String>path("reason")).isNotBlank();
        } else {
            assertThat(answer.<String>path("monitoring.kind")).isEqualTo(monitoring.kind());
            String until = answer.path("monitoring.until");
            assertThat(until == null ? null : Instant.parse(until)).isEqualTo(monitoring.until());
        }
        HrEvent told = published(1).getFirst();
        assertThat(told.event()).isEqualTo(event);
        assertThat(told.occurred()).isEqualTo(OCCURRED);
        assertThat(told.monitoring()).isEqualTo(monitoring);
        assertThat(told.context()).isEqualTo(context);
        assertThat(told.withdraws()).isNull();
    }

    @Test
    @DisplayName("H11 S2-101: a withdrawal names what no longer counts; the answer says what still stands")
    void shouldWithdrawOneOfTwo() throws Exception {
        String early = post("resignation", OCCURRED, "{}").path("receipt");
        String late = post("termination", NOW, "{}").path("receipt");

        Response answer = withdraw(late);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Instant.parse(answer.path("monitoring.until"))).isEqualTo(OCCURRED.plus(FORTNIGHT));
        assertThat(withdraw(early).<Object>path("monitoring")).isNull();
        assertThat(published(4).stream().map(HrEvent::withdraws)).containsExactly(null, null, late, early);
    }

    @Test
    @DisplayName("H11: withdrawing twice is one state; withdrawing a withdrawal is refused")
    void shouldWithdrawOnce() throws Exception {
        String receipt = post("pip", OCCURRED, "{}").path("receipt");
        Response first = withdraw(receipt);
        Response second = withdraw(receipt);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(first.<String>path("reason")).isEqualTo(second.path("reason"));
        assertThat(withdraw(first.path("receipt")).statusCode()).isEqualTo(400);
        assertThat(published(3).stream().map(HrEvent::withdraws)).containsExactly(null, receipt, receipt);
    }

    @Test
    @DisplayName("H11: nobody's period ends by the receipt of another person")
    void shouldNotWithdrawForSomebodyElse() {
        String receipt = post("resignation", OCCURRED, "{}").path("receipt");
        String body = Hris.event("withdrawn", Hris.somebody(), NOW, "{\"receipt\":\"" + receipt + "\"}");

        Response answer = new Hris().post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly("detail.receipt");
        assertThat(Instant.parse(
                        post("resignation", OCCURRED.minusSeconds(9), "{}").path("monitoring.until")))
                .as("the period stands")
                .isEqualTo(OCCURRED.plus(FORTNIGHT));
    }

    @Test
    @DisplayName("H06: kinds do not mix: an open watchlist neither lengthens nor ends enhanced monitoring")
    void shouldKeepKindsApart() {
        post("pip", OCCURRED, "{}");

        assertThat(Instant.parse(post("resignation", OCCURRED, "{}").path("monitoring.until")))
                .isEqualTo(OCCURRED.plus(FORTNIGHT));
        assertThat(post("disciplinary", OCCURRED, "{}").<String>path("monitoring.until"))
                .as("the watchlist has no end already")
                .isNull();
    }

    @Test
    @DisplayName("S2-094: an event announced for next year begins its period then")
    void shouldTakeEventsOfTheFuture() throws Exception {
        Instant next = NOW.plus(365, ChronoUnit.DAYS);

        Response answer = post("resignation", next, "{}");

        assertThat(Instant.parse(answer.path("monitoring.until"))).isEqualTo(next.plus(FORTNIGHT));
        assertThat(published(1).getFirst().monitoring())
                .isEqualTo(new Monitoring("enhanced", next, next.plus(FORTNIGHT)));
    }

    private Response post(String event, Instant occurred, String detail) {
        return new Hris().post(Hris.event(event, subject, occurred, detail));
    }

    private Response withdraw(String receipt) {
        return post("withdrawn", NOW, "{\"receipt\":\"" + receipt + "\"}");
    }

    /** This person's events, in their order, all of them true to the schema. */
    private List<HrEvent> published(int count) throws MalformedMessageException {
        Await.until(() -> assertThat(messages()).hasSize(count));
        List<HrEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : messages()) {
            assertThat(Schemas.complaints("hr-event.v1.json", message.value())).isEmpty();
            events.add(HrEventJson.read(message.value()));
        }
        return events;
    }

    private List<ConsumerRecord<byte[], byte[]>> messages() {
        return TopicReader.all(Topic.HR).stream()
                .filter(message -> new String(message.key(), StandardCharsets.UTF_8).equals(subject))
                .toList();
    }

    private static Monitoring period(String kind, @Nullable Instant until) {
        return new Monitoring(kind, OCCURRED, until);
    }

    private static Context context(String factor, @Nullable Instant until) {
        return new Context(factor, OCCURRED, until);
    }
}
