package io.keepwatch.ingestion.auditd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Hostile audit records: nothing thrown, nothing endless, no line lost")
class AuditdFuzzTest {
    private static final List<String> SEEDS = List.of(
            "node=a type=SYSCALL msg=audit(1771147951.250:1): arch=c000003e syscall=59 success=yes exit=0 items=2 ppid=1 auid=1000 uid=0 tty=pts0 ses=3 exe=\"/usr/bin/x\" key=\"k\"\u001dSYSCALL=execve AUID=\"m\"",
            "node=a type=EXECVE msg=audit(1771147951.250:1): argc=3 a0=\"x\" a1=2D2D a2[0]=\"y\" a2[1]=7A",
            "node=a type=PATH msg=audit(1771147951.250:1): item=0 name=2F782F79 nametype=NORMAL",
            "node=a type=SYSCALL msg=audit(1771147951.250:2): arch=40000003 syscall=102 success=yes a0=3 auid=1000 ses=3 exe=2F78",
            "node=a type=SOCKADDR msg=audit(1771147951.250:2): saddr=0A0000160000000020010DB8000000000000000000000001",
            "type=USER_LOGIN msg=audit(1771147951.250:3): pid=1 uid=0 auid=4294967295 ses=9 msg='op=login acct=\"root\" exe=\"/usr/sbin/sshd\" addr=::1 res=failed'",
            "type=LOGIN msg=audit(1771147951.250:4): subj=a:b:sshd_t:s0 auid=1000 ses=9 res=1",
            "type=USER_START msg=audit(1771147951.250:5): auid=1000 ses=9 msg='acct=\"m\" exe=\"/usr/sbin/sshd\" res=success'",
            "type=EOE msg=audit(1771147951.250:1):");
    private static final byte[] SPICE =
            "='\"[](){}:.,? \u001d\u0000a0=type=msg=audit(".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldTellWhatBecameOfEveryLine(long seed) {
        Random random = new Random(seed);
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            lines.add(mutated(SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8), random));
        }

        Decoded decoded = Assertions.assertTimeout(Duration.ofSeconds(20), () -> Decoded.ofBytes(lines));

        assertThat(decoded.rejected().keySet()).allMatch(line -> line >= 1 && line <= lines.size());
        assertThat(decoded.activities().size() + decoded.rejected().size()).isLessThanOrEqualTo(lines.size());
        assertThat(decoded.activities()).isNotEmpty();
    }

    private static byte[] mutated(byte[] line, Random random) {
        byte[] mutated = line.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutated[at] = SPICE[random.nextInt(SPICE.length)];
                default -> {
                    int to = random.nextInt(mutated.length);
                    int length = Math.min(random.nextInt(12), mutated.length - Math.max(at, to));
                    System.arraycopy(mutated, at, mutated, to, length);
                }
            }
        }
        return mutated;
    }

    @Test
    void shouldTakeLongLinesInTheirStride() {
        String head = "type=EXECVE msg=audit(1771147951.250:%d): ";
        int million = 1_000_000;
        List<String> lines = List.of(
                head.formatted(1) + "='".repeat(million / 2),
                head.formatted(2) + "a0=\"" + "x".repeat(million) + "\"",
                head.formatted(3) + "a0=" + "41".repeat(million / 2),
                head.formatted(4) + "a=b ".repeat(million / 4),
                head.formatted(5) + "=".repeat(million),
                head.formatted(6) + "\"".repeat(million),
                "node=" + "n".repeat(million) + " " + head.formatted(7) + "a0=\"x\"",
                head.formatted(8) + "msg='" + "k='v' ".repeat(million / 6),
                head.formatted(9) + fields(300_000));

        Decoded decoded = Assertions.assertTimeout(Duration.ofSeconds(10), () -> Decoded.of(lines));

        assertThat(decoded.rejected()).containsKeys(7L, 9L);
        assertThat(decoded.activities()).hasSize(7);
    }

    @Test
    void shouldTakeManyRecordsOfOneEventInTheirStride() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "type=SYSCALL msg=audit(1771147951.250:1): arch=c000003e syscall=59 success=yes items=999999 exe=\"/x\" auid=1");
        lines.add("type=EOE msg=audit(1771147951.250:1):");
        for (int i = 0; i < 100_000; i++) {
            lines.add("type=PATH msg=audit(1771147951.250:1): item=" + i);
        }

        Decoded decoded = Assertions.assertTimeout(Duration.ofSeconds(10), () -> Decoded.of(lines));

        assertThat(decoded.activities()).hasSize(1);
    }

    private static String fields(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append('k').append(Integer.toString(i, 36)).append("= ");
        }
        return text.toString();
    }
}
