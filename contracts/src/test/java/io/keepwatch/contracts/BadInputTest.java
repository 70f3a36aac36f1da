package io.keepwatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What cannot be read is refused with the field and the reason")
class BadInputTest {

    private static final String GOOD =
            "{\"id\":\"1\",\"time\":\"2026-02-16T10:12:31.5+01:00\",\"type\":\"file.download\",\"user\":\"kara\",\"bytes\":7,\"path\":\"/a\",\"classification\":\"secret\"}";

    private static Activity activity(String json) throws MalformedMessageException {
        return ActivityJson.readDraft(json.getBytes(StandardCharsets.UTF_8)).build("dlp", "kara", false);
    }

    @Test
    void shouldReadAGoodActivity() throws Exception {
        Activity activity = activity(GOOD);

        assertThat(activity)
                .isEqualTo(new FileDownload(
                        new ActivityHeader(
                                "1", "dlp", Instant.parse("2026-02-16T09:12:31.5Z"), "kara", null, "kara", false),
                        "/a",
                        7,
                        "secret",
                        null,
                        null,
                        null,
                        false));
    }

    @ParameterizedTest(name = "{0} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a number written as text      | "bytes":7 -> "bytes":"7"                  | bytes: expected a whole number
            a negative size               | "bytes":7 -> "bytes":-1                   | bytes: expected a number that is not negative
            a fraction of a byte          | "bytes":7 -> "bytes":7.5                  | bytes: expected a whole number
            a size nobody can store       | "bytes":7 -> "bytes":1e400                | bytes: expected a whole number
            more digits than a number has | "bytes":7 -> "bytes":99999999999999999999 | bytes: expected a whole number
            a list where text belongs     | "path":"/a" -> "path":["/a"]              | path: expected text
            an object where text belongs  | "path":"/a" -> "path":{"a":1}             | path: an object is not expected here
            a word nobody agreed on       | "classification":"secret" -> "classification":"cosmic" | classification: expected one of public, internal, confidential, secret
            an unknown type               | file.download -> file.teleport            | type: unknown
            a field given twice           | "bytes":7 -> "bytes":7,"bytes":8          | bytes: given twice
            a blank user                  | "kara" -> " "                             | user: is blank
            no time                       | "time" -> "when"                          | time: missing
            no type                       | "type" -> "sort"                          | type: missing
            no id                         | "id" -> "key"                             | id: missing
            a time without an offset      | +01:00 -> ''                              | time: expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z
            the thirtieth of February     | 02-16 -> 02-30                            | time: expected an RFC 3339 time with an offset, as in 2026-02-15T09:00:00Z
            a NUL in a path               | /a -> \\u0000                              | path: contains a NUL character
            half a surrogate pair         | /a -> \\ud83d                              | path: contains half a Unicode surrogate pair
            two values in one line        | "secret"} -> "secret"}{}                  | more than one JSON value
            not an object                 | {"id" -> 17                               | not readable as JSON
            """)
    void shouldNameTheFieldAndTheReason(String what, String change, String reason) {
        String[] parts = change.trim().split(" -> ", 2);
        String json = GOOD.replace(parts[0], parts[1].equals("''") ? "" : parts[1]);

        assertThat(json).isNotEqualTo(GOOD);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> activity(json))
                .satisfies(e -> assertThat(e.reason()).startsWith(reason));
    }

    @Test
    void shouldRefuseDeepNestingEvenInFieldsNobodyKnows() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> activity(GOOD.replace("\"bytes\":7", "\"extra\":" + deep)));
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "score": 59.70482     | "score": 100.01       | score: out of range
            "score": 59.70482     | "score": -0.01        | score: out of range
            "score": 59.70482     | "score": "59"         | score: expected a number
            "band": "investigate" | "band": "watch"       | band: unknown
            "reason": "evidence"  | "reason": "mood"      | reason: unknown
            "strength": "strong"  | "strength": "huge"    | evidence.strength: unknown
            "fraction": 1.0       | "fraction": 0         | evidence.fraction: out of range
            "halfLife": "PT720H"  | "halfLife": "30 days" | evidence.halfLife: expected a duration such as PT720H
            "halfLife": "PT720H"  | "halfLife": "PT59M"   | evidence.halfLife: expected PT1H to P365D
            "factor": "notice"    | "factors": "notice"   | context.factor: missing
            """)
    void shouldRefuseAScoreThatNoneCanBe(String good, String bad, String reason) {
        String risk = Contracts.text(Path.of("examples/risk.json"));
        assertThat(risk).contains(good);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> RiskJson.read(risk.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "digest"            | "digests"           | digest: missing
            0.004               | -0.004              | nodes.table: out of range
            0.004               | null                | nodes.table: missing
            "table"             | "tables"            | nodes.table: missing
            "strong": 100.0     | "strong": "100"     | likelihoodRatios: expected a number
            "decisive": 1000.0  | "huge": 1000.0      | likelihoodRatios: not a strength
            "multiplies": "odds" | "multiplies": "all" | context.multiplies: unknown
            "strength": "weak"  | "strength": "big"   | kinds.evidence.strength: unknown
            "PT336H"            | "two weeks"         | kinds.evidence.halfLife: expected a duration such as PT720H
            "cap": 12.0         | "cap": {}           | context.cap: expected a number
            """)
    void shouldRefuseAModelThatNoneCanBe(String good, String bad, String reason) {
        String model = Contracts.text(Path.of("examples/model.json"));
        assertThat(model).contains(good);

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> ScoreModelJson.read(model.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void shouldSkipFieldsNobodyKnows() throws Exception {
        assertThat(activity(GOOD.replace("\"bytes\":7", "\"bytes\":7,\"extra\":{\"a\":[1,{\"b\":2}]}")))
                .isEqualTo(activity(GOOD));
    }

    @Test
    void shouldRefuseKeysTooLongToBeKeys() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> activity(GOOD.replace("kara", "k".repeat(ActivityDraft.LONGEST_KEY + 1))))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("user: longer than 256 characters"));
    }

    @Test
    @DisplayName("10,000 seeded mutations: read or refused, never another exception")
    void shouldReadOrRefuseWhateverComes() {
        long seed = 20260216L;
        Random random = new Random(seed);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                ActivityJson.readDraft(mutated).build("dlp", "kara", false);
            } catch (MalformedMessageException e) {
                assertThat(e.reason()).as("seed %d, round %d", seed, i).isNotBlank();
            }
        }
    }
}
