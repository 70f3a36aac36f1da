package io.keepwatch.ingestion.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.identity.Directory;
import io.keepwatch.ingestion.identity.People;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {
    private final Directory directory = People.directory(
            People.person("p1", List.of("kara", "kara@corp.example", "badge:4711"), List.of("lap-17", "10.9.9.9")),
            People.person("p2", List.of("li"), List.of()),
            People.retired("p3", List.of("elliot", "elliot@corp.example", "badge:4712")));
    private final Resolver resolver = new Resolver(directory, new LoginTrail());

    @ParameterizedTest
    @CsvSource({
        "usb.write, kara, p1, false",
        "usb.write, KARA, p1, false",
        "usb.write, Kara@Corp.Example, p1, false",
        "usb.write, Kara Muster <kara@corp.example>, p1, false",
        "usb.write, mailto:kara@corp.example, p1, false",
        "badge.swipe, badge:4711, p1, false",
        "badge.swipe, 4711, p1, false",
        "usb.write, 4711, account:feed/4711, true",
        "usb.write, nobody, account:feed/nobody, true",
        "process.start, elliot, p3, false",
        "email.sent, Elliot <elliot@corp.example>, p3, false",
        "badge.swipe, 4712, p3, false",
    })
    void shouldFindThePersonBehindAnAccount(String type, String user, String subject, boolean unresolved)
            throws MalformedMessageException {
        assertThat(owner("\"type\":\"%s\",\"user\":\"%s\",\"host\":\"lap-17\"".formatted(type, user)))
                .isEqualTo(new Owner(subject, unresolved));
    }

    @Test
    void shouldTakeTheSenderOfAMailWithoutUser() throws MalformedMessageException {
        assertThat(owner("\"type\":\"email.sent\",\"from\":\"KARA@corp.example\""))
                .isEqualTo(Owner.person("p1"));
        assertThat(owner("\"type\":\"email.sent\",\"from\":\"x@y.example\""))
                .isEqualTo(Owner.account("feed", "x@y.example"));
    }

    @Test
    void shouldGiveActivityWithoutUserToTheHostsOwner() throws MalformedMessageException {
        assertThat(owner("\"type\":\"process.start\",\"host\":\"LAP-17\"")).isEqualTo(Owner.person("p1"));
        assertThat(owner("\"type\":\"process.start\",\"host\":\"Srv-1\"")).isEqualTo(Owner.host("srv-1"));
    }

    @Test
    @DisplayName("The last interactive login within 12 hours before speaks for its host, by event time")
    void shouldGiveActivityWithoutUserToWhoIsLoggedIn() throws MalformedMessageException {
        login("2026-02-15T06:00:00Z", "\"user\":\"kara\",\"host\":\"srv-1\",\"channel\":\"interactive\"");
        login("2026-02-15T08:00:00Z", "\"user\":\"li\",\"host\":\"srv-1\",\"channel\":\"interactive\"");
        login("2026-02-15T08:30:00Z", "\"user\":\"kara\",\"host\":\"srv-1\",\"channel\":\"service\"");

        assertThat(onServer("2026-02-15T05:59:59Z")).as("before anyone came").isEqualTo(Owner.host("srv-1"));
        assertThat(onServer("2026-02-15T06:00:00Z")).isEqualTo(Owner.person("p1"));
        assertThat(onServer("2026-02-15T07:59:59Z")).as("late, by its own time").isEqualTo(Owner.person("p1"));
        assertThat(onServer("2026-02-15T08:00:00Z")).isEqualTo(Owner.person("p2"));
        assertThat(onServer("2026-02-15T19:59:59Z")).isEqualTo(Owner.person("p2"));
        assertThat(onServer("2026-02-15T20:00:00Z")).as("twelve hours later").isEqualTo(Owner.host("srv-1"));
    }

    @Test
    void shouldNotTakeAFailedLoginForPresence() throws MalformedMessageException {
        note(
                activity(
                        "2026-02-15T06:00:00Z",
                        "\"type\":\"auth.login\",\"outcome\":\"failure\",\"user\":\"kara\",\"host\":\"srv-1\",\"channel\":\"interactive\""));
        assertThat(onServer("2026-02-15T06:01:00Z")).isEqualTo(Owner.host("srv-1"));
    }

    @Test
    void shouldLeaveWhatAnUnknownPersonsLoginSpeaksForUnresolved() throws MalformedMessageException {
        login("2026-02-15T06:00:00Z", "\"user\":\"ghost\",\"host\":\"srv-1\",\"channel\":\"interactive\"");
        assertThat(onServer("2026-02-15T06:01:00Z")).isEqualTo(Owner.account("feed", "ghost"));
    }

    @Test
    void shouldAskTheAddressOnlyWhereThereIsNeitherUserNorHost() throws MalformedMessageException {
        login("2026-02-15T08:00:00Z", "\"user\":\"li\",\"ip\":\"10.1.1.1\",\"channel\":\"vpn\"");
        String connection = "\"type\":\"network.connect\",\"direction\":\"in\",\"remoteIp\":\"%s\"";
        assertThat(owner(connection.formatted("10.1.1.1"))).isEqualTo(Owner.person("p2"));
        assertThat(owner(connection.formatted("10.9.9.9"))).isEqualTo(Owner.person("p1"));
        assertThat(owner(connection.formatted("10.1.1.1") + ",\"host\":\"srv-2\""))
                .isEqualTo(Owner.host("srv-2"));
        assertThat(owner(connection.formatted("10.1.1.1") + ",\"user\":\"kara\""))
                .isEqualTo(Owner.person("p1"));
        assertThat(owner("\"type\":\"network.connect\",\"direction\":\"out\",\"remoteIp\":\"10.1.1.1\""))
                .as("the other side's address says nothing of this side")
                .isEqualTo(Owner.account("feed", "unknown"));
        assertThat(owner("\"type\":\"auth.login\",\"outcome\":\"failure\",\"ip\":\"10.1.1.1\""))
                .isEqualTo(Owner.person("p2"));
    }

    @Test
    void shouldHaveANameForWhatNothingIsKnownOf() throws MalformedMessageException {
        assertThat(owner("\"type\":\"usb.write\"")).isEqualTo(new Owner("account:feed/unknown", true));
    }

    private Owner onServer(String at) throws MalformedMessageException {
        return ownerAt(at, "\"type\":\"process.start\",\"host\":\"SRV-1\"");
    }

    private Owner owner(String fields) throws MalformedMessageException {
        return ownerAt("2026-02-15T09:00:00Z", fields);
    }

    private Owner ownerAt(String at, String fields) throws MalformedMessageException {
        ActivityDraft draft = activity(at, fields);
        return resolver.ownerOf(draft, "feed", Objects.requireNonNull(draft.time()));
    }

    private void login(String at, String fields) throws MalformedMessageException {
        note(activity(at, "\"type\":\"auth.login\",\"outcome\":\"success\"," + fields));
    }

    private void note(ActivityDraft draft) throws MalformedMessageException {
        Owner owner = resolver.ownerOf(draft, "feed", Objects.requireNonNull(draft.time()));
        resolver.note(draft.build("feed", owner.subject(), owner.unresolved()));
    }

    private static ActivityDraft activity(String at, String fields) throws MalformedMessageException {
        Instant time = Instant.parse(at);
        return ActivityJson.readDraft(
                ("{\"id\":\"1\",\"time\":\"" + time + "\"," + fields + "}").getBytes(StandardCharsets.UTF_8));
    }
}
