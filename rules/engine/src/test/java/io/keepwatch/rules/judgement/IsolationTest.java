package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.Rule;
import io.keepwatch.rules.book.WindowDeclaration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One failing rule does not silence the others (reliability §0.3)")
class IsolationTest {
    private static final RuleSource GOOD = Rules.rule("good", "UsbWrite( bytes > 5 )");
    private static final RuleSource LAST = Rules.rule("last", "UsbWrite( bytes > 6 )");
    private static final Activity WRITE = new UsbWrite(
            new ActivityHeader("1", "test", Instant.parse("2026-03-02T10:00:00Z"), "kara", "lap-17", "kara", false),
            7,
            null,
            null);

    @Test
    @DisplayName("a condition that throws is reported, before and after it the others judge")
    void shouldIsolateThrowingCondition() throws Exception {
        shouldFailAlone(Rules.rule("bad", "UsbWrite( 1 / ( bytes - 7 ) > 0 )"), ArithmeticException.class);
    }

    @Test
    @DisplayName("a method on a null property throws only for its own rule")
    void shouldIsolateNullInCondition() throws Exception {
        shouldFailAlone(Rules.rule("bad", "UsbWrite( device.length() > 3 )"), NullPointerException.class);
    }

    @Test
    @DisplayName("a consequence that throws is reported, before and after it the others judge")
    void shouldIsolateThrowingConsequence() throws Exception {
        shouldFailAlone(
                Rules.source("bad", "rule \"bad\" when UsbWrite() then raise.alert(); Integer.parseInt(\"x\"); end"),
                NumberFormatException.class);
    }

    @Test
    @DisplayName("a rule that exhausts the stack is reported, before and after it the others judge")
    void shouldIsolateStackOverflow() throws Exception {
        shouldFailAlone(
                Rules.source(
                        "bad",
                        "function int deep( int n ) { return deep( n + 1 ) + 1; }\n"
                                + "rule \"bad\" when UsbWrite( deep( 1 ) > 0 ) then raise.alert(); end"),
                StackOverflowError.class);
    }

    /** The gates would refuse these rules; here they are off, because what is proven is the wall behind them. */
    private static void shouldFailAlone(RuleSource bad, Class<? extends Throwable> why) throws Exception {
        Judge judge = Rules.judge(Set.of(), GOOD, bad, LAST);
        for (int again = 0; again < 3; again++) {
            Verdict verdict = judge.judge(WRITE, NoWindows.NONE, Context.UNKNOWN);

            assertThat(verdict.matched()).extracting(Rule::id).containsExactly("good", "last");
            assertThat(verdict.failures()).containsExactly(new RuleFailure("bad", why.getName(), true));
        }
    }

    private enum NoWindows implements WindowValues {
        NONE;

        @Override
        public long value(WindowDeclaration window) {
            throw new AssertionError("no rule here reads a window");
        }

        @Override
        public double dailyMean(WindowDeclaration window) {
            throw new AssertionError("no rule here reads a window");
        }

        @Override
        public double rate(WindowDeclaration window) {
            throw new AssertionError("no rule here reads a window");
        }

        @Override
        public boolean isFirst(WindowDeclaration window) {
            throw new AssertionError("no rule here reads a window");
        }
    }
}
