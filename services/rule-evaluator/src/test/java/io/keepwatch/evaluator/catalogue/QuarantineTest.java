package io.keepwatch.evaluator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.Alert;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.evaluator.judging.EditableRules;
import io.keepwatch.rules.book.RuleBook;
import io.keepwatch.rules.engine.Engine;
import io.keepwatch.rules.engine.Input;
import io.keepwatch.rules.engine.Outcome;
import io.keepwatch.rules.judgement.RuleFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("G6: a rule that keeps throwing is switched off here, never silently, and no other rule with it")
class QuarantineTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EditableRules directory;
    private final LoadedRules rules = new LoadedRules();
    private Instant now = START;
    private final Quarantine quarantine;
    private int events;

    QuarantineTest(@TempDir Path home) throws Exception {
        directory = new EditableRules(home);
        directory.addRule("thrower");
        directory.write(
                "catalogue/siem/thrower/rule.drl",
                "rule \"thrower\"\nwhen\n    UsbWrite( 100 * MB / (bytes - bytes) > 3 )\nthen\n    raise.alert();\nend\n");
        rules.judgeWith(directory.load());
        quarantine = new Quarantine(rules, new RuleMetrics(meters), clock());
    }

    @Test
    void shouldSwitchOffARuleThatKeepsThrowing() {
        Outcome first = play("p0", 0);
        assertThat(first.failures()).extracting(RuleFailure::rule).containsExactly("thrower");
        assertThat(first.failures()).allMatch(RuleFailure::threw);

        for (int i = 1; i < Quarantine.FAILURES; i++) {
            assertThat(rules.quarantined()).isEmpty();
            play("p" + i % Quarantine.PEOPLE, i);
        }

        assertThat(rules.quarantined()).singleElement().satisfies(rule -> {
            assertThat(rule.rule()).isEqualTo("thrower");
            assertThat(rule.since()).isEqualTo(now);
            assertThat(rule.reason()).isEqualTo(ArithmeticException.class.getName());
        });
        assertThat(meters.get("keepwatch.rule.quarantined")
                        .tag("rule", "thrower")
                        .gauge()
                        .value())
                .isOne();
        Outcome after = play("fresh", 1_000);
        assertThat(after.failures()).as("not asked any more").isEmpty();
        assertThat(after.alerts()).extracting(Alert::rule).as("all others are").containsExactly("usb-mass-storage");
    }

    @Test
    @DisplayName("another set begins with all of its rules")
    void shouldEndWithTheNextSet() throws Exception {
        exhaust();
        RuleMetrics metrics = new RuleMetrics(meters);
        directory.usbThreshold(150);
        RuleBook next = directory.load();

        rules.judgeWith(next);
        metrics.judgingWith(next);

        assertThat(rules.quarantined()).isEmpty();
        assertThat(play("again", 2_000).failures()).hasSize(1);
    }

    @Test
    @DisplayName("one person cannot switch a rule off for everybody")
    void shouldNotBelieveOnePerson() {
        for (int i = 0; i < 10 * Quarantine.FAILURES; i++) {
            play("mallory", i);
        }

        assertThat(rules.quarantined()).isEmpty();
    }

    @Test
    @DisplayName("failures spread over time are no reason")
    void shouldForgetWhatIsLongAgo() {
        for (int i = 0; i < 3 * Quarantine.FAILURES; i++) {
            play("p" + i % 10, i);
            now = now.plus(Duration.ofSeconds(2));
        }

        assertThat(rules.quarantined()).isEmpty();
    }

    @Test
    @DisplayName("a bound of memory that is reached is not the rule's doing")
    void shouldNotBlameARuleForMemory() {
        for (int i = 0; i < 10 * Quarantine.FAILURES; i++) {
            quarantine.consider("p" + i, new RuleFailure("usb-mass-storage", "too many"));
            quarantine.consider("p" + i, new RuleFailure(Engine.MEMORY, "too many", true));
        }

        assertThat(rules.quarantined()).isEmpty();
    }

    private void exhaust() {
        for (int i = 0; i < Quarantine.FAILURES; i++) {
            play("p" + i % Quarantine.PEOPLE, i);
        }
        assertThat(rules.quarantined()).hasSize(1);
    }

    private Outcome play(String subject, int id) {
        Engine engine = engine();
        Outcome outcome = engine.step(
                engine.load(subject, key -> null),
                new Input.Happened(new UsbWrite(
                        new ActivityHeader("e-" + events++, "test", START, subject, null, subject, false),
                        900_000_000,
                        "stick-" + id,
                        null)),
                now);
        outcome.failures().forEach(failure -> quarantine.consider(subject, failure));
        return outcome;
    }

    /** As a task does: the book that judges now. */
    private Engine engine() {
        return new Engine(Objects.requireNonNull(rules.book()), Duration.ofHours(24));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
