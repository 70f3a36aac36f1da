package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.ActivityType;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.Attribute;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.Identity;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Asking conditions before a session is entered changes nothing")
class PrefilterTest {
    private static final WindowDeclaration SOME = new WindowDeclaration(
            0,
            1,
            Set.of(ActivityType.CLOUD_UPLOAD),
            Map.of(),
            WindowDeclaration.Aggregate.SUM,
            new WindowDeclaration.Measured.OfAttribute(Attribute.BYTES),
            List.of(),
            new WindowDeclaration.Daily(30, 14));

    private static final Lists LISTS =
            new Lists(Map.of("classified-labels", List.of("secret"), "ours", List.of("corp.example")));

    private static List<RuleSource> rules() {
        List<RuleSource> rules = new ArrayList<>(List.of(
                Rules.rule("sum", "UsbWrite( bytes > 50, device != null, device in ( \"a\", \"b\" ) )"),
                Rules.rule("shared", "UsbWrite( bytes > 50, device == \"c\" )"),
                Rules.rule("either", "UsbWrite( bytes < 20 ) or FileAccess( bytes > 80 )"),
                Rules.rule("same-twice", "UsbWrite( bytes < 30 ) or UsbWrite( bytes > 90 )"),
                Rules.rule(
                        "night",
                        "FileAccess( classified, localTime >= LocalTime.of(22, 0) || localTime < LocalTime.of(6, 0) )"),
                Rules.rule("leaver", "FileAccess( sinceNotice < Duration.ofDays(14) )"),
                Rules.rule("everything", "AuthLogin()"),
                Rules.rule("any-of-hers", "Activity( user == \"kara\", left || sinceNotice != null )"),
                Rules.rule("any-or-much", "Activity( left ) or UsbWrite( bytes > 95 )"),
                Rules.rule("privileged", "AuthLogin( privileged, outcome == \"failure\" )"),
                Rules.rule("mail", "EmailSent( outside( \"ours\", to ), largestAttachment > 5 )"),
                Rules.rule("throws", "UsbWrite( 100 / ( bytes - 40 ) > 1 )"),
                Rules.rule("negative", "FileAccess( !classified, bytes == 7 || bytes == 8, user == \"kara\" )")));
        rules.add(new RuleSource(
                "spike",
                "spike/rule.drl",
                "rule \"spike\" when CloudUpload( today > 3 * todayMean, today > 10 ) then raise.alert(); end",
                Map.of("today", SOME)));
        return rules;
    }

    @Test
    @DisplayName("S1-07: Activity is every type; it has what all of them have, no attribute of one, and no window")
    void shouldAskAnyActivityForWhatEveryOneHas() throws Exception {
        assertThat(RuleCompiler.compile(List.of(Rules.rule("any", "Activity( left )")), List.of(), LISTS)
                        .rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.types()).containsExactlyInAnyOrder(ActivityType.values()));
        for (String condition : List.of("bytes > 1", "today > 1", "device != null")) {
            RuleSource wrong = new RuleSource(
                    "wrong",
                    "wrong/rule.drl",
                    "rule \"wrong\" when Activity( " + condition + " ) then raise.alert(); end",
                    Map.of("today", SOME));
            assertThatExceptionOfType(RuleSetException.class)
                    .isThrownBy(() -> RuleCompiler.compile(List.of(wrong), List.of(SOME), LISTS))
                    .withMessageContaining("Activity");
        }
    }

    @Test
    @DisplayName("100,000 random activities: the same matches and failures as inserting every one")
    void shouldMatchAsIfEveryActivityWereInserted() throws Exception {
        CompiledRules compiled = RuleCompiler.compile(rules(), List.of(SOME), LISTS);
        assertThat(compiled.rules())
                .allSatisfy(rule -> assertThat(rule.types())
                        .allSatisfy(type ->
                                assertThat(rule.askedFirst(type)).as(rule.id()).isTrue()));
        Judge asked = Rules.judge(compiled, true);
        Judge inserted = Rules.judge(compiled, false);
        Random random = new Random(20261121);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 100_000; i++) {
            Activity activity = activity(random, i);
            Context context = context(random);
            WindowValues windows = windows(random);

            Verdict verdict = asked.judge(activity, windows, context);

            assertThat(verdict).isEqualTo(inserted.judge(activity, windows, context));
            verdict.matched().stream().map(Rule::id).forEach(seen::add);
            verdict.failures().forEach(failure -> seen.add(failure.rule()));
        }
        assertThat(seen).as("every rule had its turn").hasSize(rules().size());
    }

    @Test
    @DisplayName("a rule that joins is never asked first, and still judged")
    void shouldInsertForRulesThatAreMoreThanConditions() throws Exception {
        CompiledRules compiled = RuleCompiler.compile(
                List.of(
                        Rules.source(
                                "join",
                                "rule \"join\" when $a : UsbWrite() UsbWrite( bytes == $a.bytes ) then raise.alert(); end"),
                        Rules.source(
                                "absent", "rule \"absent\" when UsbWrite() not FileAccess() then raise.alert(); end"),
                        Rules.source("none", "rule \"none\" when not FileAccess() then raise.alert(); end")),
                List.of(),
                LISTS,
                Set.of());
        assertThat(compiled.rules())
                .allSatisfy(rule -> assertThat(rule.askedFirst(ActivityType.USB_WRITE))
                        .as(rule.id())
                        .isFalse());

        Verdict verdict = Rules.judge(compiled, true)
                .judge(new UsbWrite(header(1, Instant.EPOCH), 1, null, null), windows(new Random(1)), Context.UNKNOWN);

        assertThat(verdict.matched()).extracting(Rule::id).containsExactly("join", "absent", "none");
    }

    private static Activity activity(Random random, int number) {
        ActivityHeader header =
                header(number, Instant.parse("2026-03-02T00:00:00Z").plusSeconds(random.nextInt(86_400)));
        long bytes = random.nextInt(101);
        return switch (random.nextInt(5)) {
            case 0 -> new UsbWrite(header, bytes, one(random, "a", "b", "c", null), null);
            case 1 ->
                new FileAccess(
                        header,
                        null,
                        bytes,
                        one(random, "secret", "public", "internal", null),
                        null,
                        null,
                        null,
                        false);
            case 2 ->
                new AuthLogin(
                        header,
                        one(random, "success", "failure", null, "failure"),
                        random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean(),
                        null,
                        null,
                        null,
                        null);
            case 3 -> new CloudUpload(header, bytes, null, null);
            default ->
                new EmailSent(
                        header,
                        null,
                        random.nextBoolean() ? List.of("a@corp.example") : List.of("a@corp.example", "b@x.example"),
                        random.nextBoolean() ? List.of() : List.of(new Attachment(null, bytes / 10)),
                        null);
        };
    }

    private static ActivityHeader header(int number, Instant time) {
        return new ActivityHeader("" + number, "test", time, number % 2 == 0 ? "kara" : null, null, "kara", false);
    }

    private static @Nullable String one(Random random, @Nullable String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Context context(Random random) {
        Identity identity = new Identity(
                "kara",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                random.nextBoolean(),
                false,
                false,
                random.nextBoolean() ? "Pacific/Chatham" : null,
                null,
                null,
                0,
                Instant.EPOCH,
                false);
        return new Context(
                random.nextInt(4) == 0 ? null : identity,
                random.nextBoolean() ? null : Duration.ofDays(random.nextInt(30)),
                random.nextInt(4) == 0);
    }

    private static WindowValues windows(Random random) {
        long value = random.nextInt(40);
        double mean = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(12);
        return new WindowValues() {
            @Override
            public long value(WindowDeclaration window) {
                return value;
            }

            @Override
            public double dailyMean(WindowDeclaration window) {
                return mean;
            }

            @Override
            public double rate(WindowDeclaration window) {
                throw new AssertionError("no rule here reads a rate");
            }

            @Override
            public boolean isFirst(WindowDeclaration window) {
                throw new AssertionError("no rule here asks what is new");
            }
        };
    }
}
