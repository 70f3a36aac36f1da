package io.keepwatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every example is valid, readable, and comes out of its writer as it went in")
class ExamplesTest {

    private interface RoundTrip {
        byte[] through(byte[] message) throws MalformedMessageException;
    }

    private record Kind(String prefix, String schema, RoundTrip roundTrip) {}

    private static final Kind[] KINDS = {
        new Kind("activity.", "activity.v1.json", m -> ActivityJson.write(ActivityJson.read(m))),
        new Kind("identity.", "identity.v1.json", m -> IdentityJson.write(IdentityJson.read(m))),
        new Kind(
                "subject-merged.",
                "subject-merged.v1.json",
                m -> SubjectMerged.read(m).write()),
        new Kind("hr-event.", "hr-event.v1.json", m -> HrEventJson.write(HrEventJson.read(m))),
        new Kind("alert.", "alert.v1.json", m -> AlertJson.write(AlertJson.read(m))),
        new Kind("risk.", "risk.v1.json", m -> RiskJson.write(RiskJson.read(m))),
        new Kind("model.", "model.v1.json", m -> ScoreModelJson.write(ScoreModelJson.read(m))),
        new Kind("snooze.", "snooze.v1.json", m -> SubjectSnoozes.read(m).write()),
        new Kind("peer-part.", "peer-part.v1.json", m -> PeerPart.read(m).write()),
        new Kind("audit-entry.", "audit-entry.v1.json", m -> AuditEntry.read(m).write()),
        new Kind(
                "monitoring-change.",
                "monitoring-change.v1.json",
                m -> MonitoringChange.read(m).write()),
        new Kind("task-event.", "task-event.v1.json", m -> TaskEvent.read(m).write()),
        new Kind(
                "notice-result.",
                "notice-result.v1.json",
                m -> NoticeResult.read(m).write()),
        new Kind("case-event.", "case-event.v1.json", m -> CaseEvent.read(m).write()),
    };

    static Stream<Path> examples() {
        return Contracts.files("examples").stream();
    }

    private static Kind kindOf(Path example) {
        return Arrays.stream(KINDS)
                .filter(kind -> example.getFileName().toString().startsWith(kind.prefix()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reader for " + example));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldValidateAgainstItsSchema(Path example) {
        assertThat(Contracts.violations(kindOf(example).schema(), Contracts.text(example)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void shouldComeOutOfTheWriterAsItWentIn(Path example) throws Exception {
        byte[] message = Contracts.text(example).getBytes(StandardCharsets.UTF_8);

        byte[] written = kindOf(example).roundTrip().through(message);

        assertThat(Contracts.JSON.readTree(written)).isEqualTo(Contracts.JSON.readTree(message));
    }

    @Test
    void shouldHaveAnExampleForEveryActivityType() throws Exception {
        Set<String> shown = new HashSet<>();
        for (Path example : Contracts.files("examples")) {
            if (example.getFileName().toString().startsWith("activity.")) {
                shown.add(Contracts.JSON
                        .readTree(Contracts.text(example))
                        .get("type")
                        .asText());
            }
        }
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ActivityType.values())
                        .map(ActivityType::wireName)
                        .toList());
    }

    @Test
    void shouldRefuseAnExampleWithAWrongType() {
        assertThat(
                        Contracts.violations(
                                "activity.v1.json",
                                "{\"id\":\"1\",\"source\":\"s\",\"time\":\"2026-02-16T09:12:31Z\",\"type\":\"usb.write\",\"subject\":\"x\",\"bytes\":\"12\"}"))
                .isNotEmpty();
    }
}
