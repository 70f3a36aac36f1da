package io.keepwatch.rules.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.UsbWrite;
import io.keepwatch.rules.book.RuleSetException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Old rule sets are let go")
class ReloadTest {
    private static final int RELOADS = 30;
    /** Classes a set may leave behind once, in caches that are bounded; one set alone has more than this. */
    private static final int SLACK = 40;

    @Test
    @DisplayName("30 reloads leave no classes behind")
    void shouldNotLeakClasses() throws RuleSetException {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        for (int warm = 0; warm < 5; warm++) {
            reload(warm);
        }
        long before = settled(classes);
        for (int i = 0; i < RELOADS; i++) {
            reload(100 + i);
        }

        assertThat(settled(classes) - before).as("classes left behind").isLessThan(SLACK);
    }

    /** Loaded classes once the collector has had its say. */
    private static long settled(ClassLoadingMXBean classes) {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return classes.getLoadedClassCount();
    }

    private static void reload(int threshold) throws RuleSetException {
        CompiledRules compiled = RuleCompiler.compile(
                List.of(
                        Rules.rule("first", "UsbWrite( bytes > " + threshold + ", device == \"a\" )"),
                        Rules.rule("second", "UsbWrite( bytes >= " + threshold + " ) or FileAccess( bytes > 5 )")),
                List.of(),
                new Lists(Map.of()));
        UsbWrite write =
                new UsbWrite(new ActivityHeader("1", "t", Instant.EPOCH, null, null, "s", false), 200, "a", null);
        assertThat(Rules.judge(compiled, true)
                        .judge(write, Rules.NO_WINDOWS, Context.UNKNOWN)
                        .matched())
                .hasSize(2);
    }
}
