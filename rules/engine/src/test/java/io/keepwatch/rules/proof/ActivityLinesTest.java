package io.keepwatch.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.IdentityJson;
import io.keepwatch.contracts.MalformedMessageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Lines of activities, as senders write them and as they were accepted")
class ActivityLinesTest {
    private static final Path EXAMPLES = Path.of("../../contracts/examples");

    private final Subjects subjects = new Subjects();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("activity."))
                    .sorted()
                    .toList();
        }
    }

    private static Activity read(ActivityLines lines, byte[] line) throws MalformedMessageException {
        return lines.read(line, 0, line.length);
    }

    private static Activity read(ActivityLines lines, String line) throws MalformedMessageException {
        return read(lines, line.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("what an export writes of an activity is read as that activity, whoever the accounts belong to")
    void shouldReadBackWhatWasAccepted(Path example) throws Exception {
        Activity accepted = ActivityJson.read(Files.readAllBytes(example));
        String account = accepted.header().user();
        if (account != null) {
            subjects.add(IdentityJson.read(
                            "{\"subject\":\"somebody else\",\"accounts\":[\"%s\"]}"
                                    .formatted(account)
                                    .getBytes(StandardCharsets.UTF_8),
                            Instant.EPOCH)
                    .identity());
        }

        assertThat(read(ActivityLines.asAccepted(null, subjects), ActivityJson.write(accepted)))
                .isEqualTo(accepted);
    }

    @Test
    @DisplayName("an activity that was nobody's stays unresolved")
    void shouldKeepWhatWasNotResolved() throws Exception {
        String line = "{\"id\":\"1\",\"source\":\"edr\",\"time\":\"2026-03-02T09:00:00Z\",\"type\":\"web.visit\","
                + "\"subject\":\"account:edr/\\\"x\\\"\",\"unresolved\":true}";

        Activity activity = read(ActivityLines.asAccepted(null, subjects), line);

        assertThat(activity.header().subject()).isEqualTo("account:edr/\"x\"");
        assertThat(activity.header().unresolved()).isTrue();
    }

    @Test
    @DisplayName(
            "at the door a sender's word on whose it is counts for nothing; of a line without one identities decide")
    void shouldNotBelieveSenders() throws Exception {
        String claimed = "{\"id\":\"1\",\"time\":\"2026-03-02T09:00:00Z\",\"type\":\"web.visit\",\"user\":\"kara\","
                + "\"subject\":\"E1\",\"url\":\"source\"}";
        String unsaid = claimed.replace(",\"subject\":\"E1\"", "").replace("\"source\"", "\"subject\"");

        assertThat(read(ActivityLines.asSent("edr", subjects), claimed).header().subject())
                .isEqualTo("account:edr/kara");
        assertThat(read(ActivityLines.asAccepted("edr", subjects), claimed)
                        .header()
                        .subject())
                .isEqualTo("E1");
        assertThat(read(ActivityLines.asAccepted(null, subjects), unsaid).header())
                .satisfies(header -> {
                    assertThat(header.subject()).isEqualTo("account:local-writer/kara");
                    assertThat(header.unresolved()).isTrue();
                });
    }
}
