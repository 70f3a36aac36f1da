package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.RuleSetException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Expressions in conditions run in linear time, or are refused")
class PatternsTest {
    private static boolean matches(String pattern, @Nullable String device) throws RuleSetException {
        CompiledRules compiled =
                RuleCompiler.compile(List.of(Rules.rule("pattern", pattern)), List.of(), new Lists(Map.of()));
        UsbWrite write =
                new UsbWrite(new ActivityHeader("1", "t", Instant.EPOCH, null, null, "s", false), 1, device, null);
        Verdict verdict = Rules.judge(compiled, true).judge(write, Rules.NO_WINDOWS, Context.UNKNOWN);
        assertThat(verdict.failures()).isEmpty();
        return !verdict.matched().isEmpty();
    }

    @Test
    @DisplayName("the whole text matches, or nothing does; without a text nothing does")
    void shouldMatchAsAWhole() throws RuleSetException {
        String pattern = "UsbWrite( matching( \"(?i)stick-[0-9]+\", device ) )";
        assertThat(matches(pattern, "Stick-12")).isTrue();
        assertThat(matches(pattern, "my Stick-12")).isFalse();
        assertThat(matches(pattern, null)).isFalse();
    }

    @Test
    @DisplayName("what takes a backtracking engine longer than the universe takes no time here")
    void shouldBeLinear() throws RuleSetException {
        assertThat(matches("UsbWrite( matching( \"(a+)+(a+)+(a+)+b\", device ) )", "a".repeat(1_000_000)))
                .isFalse();
        assertThat(matches("UsbWrite( matching( \"(a|a)*(a|a)*c|.*\", device ) )", "a".repeat(5_000)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a)\\\\1", "(?=a)b", "a(?!b)", "(", "(a{1000}){1000}", "[z-a]"})
    @DisplayName("what cannot be run in linear time, or is no expression, is refused with the line")
    void shouldRefuseWhatIsNotLinear(String expression) {
        assertThatThrownBy(() -> matches("UsbWrite( matching( \"" + expression + "\", device ) )", "x"))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("catalogue/test/pattern/rule.drl:3")
                .hasMessageContaining("linear time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matching( device, \"x\" )",
                "matching( \"x\" )",
                "matching( \"x\", \"y\" )",
                "matching( \"x\", bites )",
                "insideNetwork( \"nowhere\", device )"
            })
    void shouldRefuseWhatCannotBeAsked(String constraint) {
        assertThatThrownBy(() -> matches("UsbWrite( " + constraint + " )", "x")).isInstanceOf(RuleSetException.class);
    }

    @Test
    void shouldRefuseALongExpression() {
        assertThatThrownBy(() -> matches("UsbWrite( matching( \"" + "a".repeat(301) + "\", device ) )", "x"))
                .hasMessageContaining("at most 300 characters");
    }
}
