package io.keepwatch.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.Severity;
import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import io.keepwatch.rules.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whole stories, judged by every rule of the catalogue")
class StoriesOverTheCatalogueTest {
    private static Engine engine;

    @BeforeAll
    static void load() throws RuleSetException {
        engine = new Engine(RuleBooks.load(Path.of(".."), null), Duration.ofHours(24));
    }

    private static List<Alert> alerts(String story) throws RuleSetException {
        YamlNode yaml = YamlNode.read("story.yaml", null, story);
        Map<String, YamlNode> fields = yaml.fields("people", "hr", "activities");
        Scene.Ending ending = SceneReader.read(
                        fields.get("people"), fields.get("hr"), yaml.required(fields, "activities"))
                .inTimeOrder()
                .play(engine);
        assertThat(ending.failures()).isEmpty();
        return ending.alerts().stream()
                .filter(alert -> alert.mode() == Alert.Mode.LIVE)
                .toList();
    }

    @Test
    @DisplayName(
            "R18, H04: a leaver's fourteen ordinary working days raise no P1 or P2 but leaver-data-access, which counts")
    void shouldLeaveOrdinaryLeaversAlone() throws RuleSetException {
        List<Alert> alerts = alerts("""
                people:
                  kara: {timeZone: Europe/Berlin, department: Sales}
                hr:
                  - {event: resignation, subject: kara, occurred: "2026-02-23T09:00:00Z"}
                activities:
                  - {time: "2026-01-12T08:10:00Z", type: auth.login, user: kara, outcome: success, channel: vpn, country: DE, repeat: 56, every: 1d}
                  - {time: "2026-01-12T08:30:00Z", type: badge.swipe, user: kara, outcome: granted, direction: in, repeat: 56, every: 1d}
                  - {time: "2026-01-12T10:00:00Z", type: file.access, user: kara, store: sales, classification: internal, repeat: 56, every: 1d}
                  - {time: "2026-01-12T10:10:00Z", type: file.access, user: kara, store: sales, classification: confidential, repeat: 56, every: 1d}
                  - {time: "2026-01-12T11:00:00Z", type: file.download, user: kara, store: sales, bytes: 30_000_000, repeat: 56, every: 1d}
                  - {time: "2026-01-12T12:00:00Z", type: email.sent, user: kara, to: [buyer@customer.example], attachments: [{name: offer.pdf, bytes: 900_000}], repeat: 56, every: 1d}
                  - {time: "2026-01-12T13:00:00Z", type: cloud.upload, user: kara, domain: store.corp.example, bytes: 4_000_000, sanctioned: true, repeat: 56, every: 1d}
                  - {time: "2026-01-12T14:00:00Z", type: print.job, user: kara, printer: ber-1, pages: 20, repeat: 56, every: 1d}
                  - {time: "2026-01-12T15:00:00Z", type: web.visit, user: kara, url: "https://jobs.example/", category: jobs, repeat: 56, every: 1d}
                  - {time: "2026-01-12T15:30:00Z", type: network.connect, user: kara, direction: out, remoteIp: 10.1.2.3, executable: /usr/bin/ssh, repeat: 56, every: 1d}
                """);

        assertThat(alerts)
                .extracting(Alert::rule)
                .containsExactlyInAnyOrder("leaver-data-access", "watched-data-access", "watched-mail");
        assertThat(alerts)
                .filteredOn(alert -> alert.severity() == Severity.P1 || alert.severity() == Severity.P2)
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.rule()).isEqualTo("leaver-data-access");
                    assertThat(alert.count()).isEqualTo(14 * 4);
                });
    }

    @Test
    @DisplayName("R02, R10: what one P3 rule finds is that one alert: no other rule joins in")
    void shouldRaiseOneAlertForOneThing() throws RuleSetException {
        assertThat(alerts("""
                people:
                  kara: {timeZone: Europe/Berlin}
                activities:
                  - {time: "2026-03-02T09:00:00Z", type: email.sent, user: kara, to: [kara@mail.example], attachments: [{name: a.zip, bytes: 6_000_000}], repeat: 50, every: 14h}
                """)).extracting(Alert::rule).hasSize(30).containsOnly("mail-to-outside");
        assertThat(alerts("""
                people:
                  kara: {timeZone: Europe/Berlin}
                activities:
                  - {time: "2026-03-02T09:00:00Z", type: print.job, user: kara, printer: ber-1, pages: 14, classification: secret}
                """)).extracting(Alert::rule).containsExactly("classified-print");
        assertThat(alerts("""
                people:
                  kara: {timeZone: Europe/Berlin}
                activities:
                  - {time: "2026-03-02T22:30:00Z", type: file.access, user: kara, store: board, classification: secret}
                """)).extracting(Alert::rule).containsExactly("off-hours-classified");
    }

    @Test
    @DisplayName(
            "H08, S1-08: whoever left is one P1 alert, and one P2 for each kind of thing they left behind; nobody else")
    void shouldCallOnceForWhoeverLeft() throws RuleSetException {
        assertThat(alerts("""
                people:
                  elliot: {retired: true, accounts: [elliotalderson], privileged: true}
                  boris: {privileged: true}
                activities:
                  - {time: "2026-03-02T03:00:00Z", type: process.start, user: elliotalderson, host: srv-7, executable: /home/e/sync.sh, scheduler: cron, repeat: 30, every: 1d}
                  - {time: "2026-03-02T06:00:00Z", type: session.open, user: elliotalderson, host: srv-7, session: "0", kind: tmux, since: "2025-12-01T00:00:00Z", repeat: 30, every: 1d}
                  - {time: "2026-03-02T03:00:00Z", type: process.start, user: boris, host: srv-7, executable: /home/b/sync.sh, scheduler: cron, repeat: 30, every: 1d}
                  - {time: "2026-03-02T06:00:00Z", type: session.open, user: boris, host: srv-7, session: "1", kind: tmux, since: "2026-02-28T00:00:00Z", repeat: 20, every: 1d}
                """))
                .extracting(Alert::rule, Alert::severity, Alert::subject, Alert::count)
                .containsExactlyInAnyOrder(
                        tuple("ex-employee-activity", Severity.P1, "elliot", 60L),
                        tuple("left-behind-job", Severity.P2, "elliot", 30L),
                        tuple("left-behind-session", Severity.P2, "elliot", 30L));
    }
}
