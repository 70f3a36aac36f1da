package io.keepwatch.ingestion.auditd;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.SessionOpen;
import io.keepwatch.ingestion.format.LineDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditdDecoderTest {
    private static final String STAMP = "msg=audit(1771147951.250:4711):";
    private static final String WHO =
            "ppid=900 pid=901 auid=1007 uid=0 tty=pts1 ses=12 comm=\"tar\" exe=\"/usr/bin/tar\"";

    private static String syscall(String rest) {
        return "node=srv-7 type=SYSCALL " + STAMP + " arch=c000003e " + rest;
    }

    private static String of(String type, String fields) {
        return "node=srv-7 type=" + type + ' ' + STAMP + ' ' + fields;
    }

    @Test
    @DisplayName("an execve in several records is one process.start with the login's account, arguments and session")
    void shouldReadOneProgramStartFromItsRecords() {
        ProcessStart start = Decoded.of(
                        syscall("syscall=59 success=yes exit=0 items=1 " + WHO
                                + "\u001dSYSCALL=execve AUID=\"mira\" UID=\"root\""),
                        of("EXECVE", "argc=4 a0=\"tar\" a1=\"-czf\" a2=2F746D702F612062 a3=C3BC"),
                        of("CWD", "cwd=\"/srv\""),
                        of("PATH", "item=0 name=\"/usr/bin/tar\" nametype=NORMAL"),
                        of("PROCTITLE", "proctitle=746172"),
                        of("EOE", ""))
                .only(ProcessStart.class);

        assertThat(start.header().id()).isEqualTo("srv-7:1771147951.250:4711");
        assertThat(start.header().time()).isEqualTo(Instant.parse("2026-02-15T09:32:31.250Z"));
        assertThat(start.header().user()).isEqualTo("mira");
        assertThat(start.header().host()).isEqualTo("srv-7");
        assertThat(start.executable()).isEqualTo("/usr/bin/tar");
        assertThat(start.arguments()).isEqualTo("tar -czf /tmp/a b ü");
        assertThat(start.session()).isEqualTo("12");
        assertThat(start.parent()).isEqualTo("900");
        assertThat(start.scheduler()).isEqualTo("none");
    }

    @Test
    @DisplayName("records of several events, interleaved and in any order, give the same activities")
    void shouldGatherEventsWhateverTheOrderOfTheirRecords() {
        List<String> lines = new ArrayList<>();
        for (int serial = 1; serial <= 40; serial++) {
            String stamp = "msg=audit(1771147951.250:" + serial + "):";
            lines.add("node=a type=SYSCALL " + stamp
                    + " arch=c000003e syscall=59 success=yes items=1 auid=1001 exe=\"/bin/p" + serial + "\"");
            lines.add("node=a type=EXECVE " + stamp + " argc=2 a0=\"p\" a1=\"" + serial + "\"");
            lines.add("node=a type=PATH " + stamp + " item=0 name=\"/bin/p\"");
            lines.add("node=a type=EOE " + stamp);
        }
        List<String> inOrder = programs(Decoded.of(lines));
        assertThat(inOrder).hasSize(40).contains("/bin/p17 p 17");
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(lines, new Random(seed));

            Decoded decoded = Decoded.of(lines);

            assertThat(programs(decoded)).containsExactlyInAnyOrderElementsOf(inOrder);
            assertThat(decoded.rejected()).isEmpty();
        }
    }

    private static List<String> programs(Decoded decoded) {
        return decoded.activities().stream()
                .map(ProcessStart.class::cast)
                .map(start -> start.executable() + " " + start.arguments())
                .toList();
    }

    @Test
    @DisplayName("the same stamp on two machines is two events")
    void shouldKeepMachinesApart() {
        Decoded decoded = Decoded.of(
                "node=a type=SYSCALL " + STAMP + " arch=c000003e syscall=59 success=yes auid=1 exe=\"/bin/a\"",
                "node=b type=SYSCALL " + STAMP + " arch=c000003e syscall=59 success=yes auid=1 exe=\"/bin/b\"",
                "node=b type=EXECVE " + STAMP + " argc=1 a0=\"b\"",
                "node=a type=EXECVE " + STAMP + " argc=1 a0=\"a\"");

        assertThat(programs(decoded)).containsExactlyInAnyOrder("/bin/a a", "/bin/b b");
    }

    @Test
    @DisplayName("a long argument in pieces over several records is put together, also where a letter was cut in two")
    void shouldJoinArgumentsInPieces() {
        ProcessStart start = Decoded.of(
                        syscall("syscall=59 success=yes " + WHO),
                        of("EXECVE", "argc=3 a0=\"sh\" a1=\"-c\" a2_len=12 a2[0]=6563686F20C3"),
                        of("EXECVE", "a2[1]=BC a2[2]=\" done\""))
                .only(ProcessStart.class);

        assertThat(start.arguments()).isEqualTo("sh -c echo ü done");
    }

    @Test
    @DisplayName("lost arguments leave a mark; lost EXECVE leaves the title; a lost SYSCALL leaves what is known")
    void shouldTellWhatIsKnownOfAnIncompleteEvent() {
        assertThat(Decoded.of(syscall("syscall=59 success=yes " + WHO), of("EXECVE", "argc=4 a0=\"tar\" a2=\"x\""))
                        .only(ProcessStart.class)
                        .arguments())
                .isEqualTo("tar … x …");
        assertThat(Decoded.of(syscall("syscall=59 success=yes " + WHO), of("PROCTITLE", "proctitle=746172002D7800"))
                        .only(ProcessStart.class)
                        .arguments())
                .isEqualTo("tar -x");
        ProcessStart alone = Decoded.of(of("EXECVE", "argc=1 a0=\"tar\""), of("PATH", "item=0 name=\"/usr/bin/tar\""))
                .only(ProcessStart.class);
        assertThat(alone.executable()).isEqualTo("/usr/bin/tar");
        assertThat(alone.header().user()).isNull();
    }

    @ParameterizedTest
    @DisplayName("execve and execveat are known by their numbers on each architecture")
    @CsvSource({
        "c000003e,59",
        "c000003e,322",
        "c000003e,1073742344",
        "40000003,11",
        "40000003,358",
        "c00000b7,221",
        "c00000b7,281"
    })
    void shouldKnowProgramStartsOnEachArchitecture(String architecture, String number) {
        assertThat(Decoded.of(of("SYSCALL", "arch=" + architecture + " syscall=" + number + " success=yes " + WHO))
                        .only(ProcessStart.class)
                        .executable())
                .isEqualTo("/usr/bin/tar");
    }

    @ParameterizedTest
    @DisplayName("connections out and in, IPv4 and IPv6, on each architecture")
    @CsvSource({
        "c000003e,42,0,020001BB0A140A050000000000000000,out,10.20.10.5,443",
        "c000003e,43,0,02001F90C0000201,in,192.0.2.1,8080",
        "c000003e,288,0,0A0000160000000020010DB8000000000000000000000001,in,2001:db8::1,22",
        "c00000b7,203,0,0A0001BB000000000000000000000000000000000000000100000000,out,::1,443",
        "40000003,102,3,02000050CB00714D0000000000000000,out,203.0.113.77,80",
        "40000003,362,0,0A000050000000000000000000000000 0000FFFFC0000201,out,192.0.2.1,80"
    })
    void shouldReadConnections(
            String arch, String number, String first, String saddr, String direction, String ip, long port) {
        NetworkConnect connect = Decoded.of(
                        of(
                                "SYSCALL",
                                "arch=" + arch + " syscall=" + number + " success=yes exit=0 a0=" + first + " " + WHO),
                        of("SOCKADDR", "saddr=" + saddr.replace(" ", "")))
                .only(NetworkConnect.class);

        assertThat(connect.direction()).isEqualTo(direction);
        assertThat(connect.remoteIp()).isEqualTo(ip);
        assertThat(connect.remotePort()).isEqualTo(port);
        assertThat(connect.executable()).isEqualTo("/usr/bin/tar");
        assertThat(connect.session()).isEqualTo("12");
    }

    @Test
    @DisplayName(
            "a connection in progress counts; a refused one, a unix socket, a bind and a lost address are rejected")
    void shouldTakeOnlyConnectionsToAnAddress() {
        String inet = of("SOCKADDR", "saddr=020001BB0A140A050000000000000000");
        assertThat(Decoded.of(syscall("syscall=42 success=no exit=-115 " + WHO), inet)
                        .activities())
                .hasSize(1);
        assertThat(Decoded.of(syscall("syscall=42 success=no exit=-111 " + WHO), inet)
                        .rejected())
                .containsOnlyKeys(1L, 2L)
                .containsValue("success: the connection was not made");
        assertThat(Decoded.of(syscall("syscall=42 success=yes " + WHO), of("SOCKADDR", "saddr=01002F746D70"))
                        .rejected())
                .containsEntry(1L, "saddr: a unix socket leaves no network address");
        assertThat(Decoded.of(syscall("syscall=49 success=yes " + WHO), inet).rejected())
                .hasSize(2);
        assertThat(Decoded.of(syscall("syscall=43 success=yes " + WHO)).rejected())
                .containsEntry(1L, "SOCKADDR: the other side's address is missing");
    }

    @Test
    @DisplayName("an ssh login is one login and one session, however many records it leaves")
    void shouldCountAnSshLoginOnce() {
        Decoded decoded = Decoded.of(
                user(
                        "USER_AUTH",
                        1,
                        "op=pubkey acct=\"mira\" exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.17 terminal=ssh res=success"),
                user(
                        "USER_ACCT",
                        2,
                        "op=PAM:accounting acct=\"mira\" exe=\"/usr/sbin/sshd\" addr=192.0.2.17 res=success"),
                user("CRED_ACQ", 3, "op=PAM:setcred acct=\"mira\" exe=\"/usr/sbin/sshd\" addr=192.0.2.17 res=success"),
                "node=srv-7 type=LOGIN msg=audit(1771147951.250:4): pid=8 uid=0 subj=system_u:system_r:sshd_t:s0 old-auid=4294967295 auid=1007 old-ses=4294967295 ses=12 res=1",
                "node=srv-7 type=USER_START msg=audit(1771147951.250:5): pid=8 uid=0 auid=1007 ses=12 msg='op=PAM:session_open acct=\"mira\" exe=\"/usr/sbin/sshd\" addr=192.0.2.17 terminal=ssh res=success'",
                "node=srv-7 type=USER_LOGIN msg=audit(1771147951.250:6): pid=8 uid=0 auid=1007 ses=12 msg='op=login id=1007 exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.17 terminal=/dev/pts/0 res=success'\u001dUID=\"root\" AUID=\"mira\" ID=\"mira\"");

        assertThat(decoded.activities()).hasSize(2);
        AuthLogin login = the(AuthLogin.class, decoded);
        assertThat(login.header().user()).isEqualTo("mira");
        assertThat(login.outcome()).isEqualTo("success");
        assertThat(login.ip()).isEqualTo("192.0.2.17");
        assertThat(login.application()).isEqualTo("sshd");
        assertThat(login.privileged()).isNull();
        SessionOpen session = the(SessionOpen.class, decoded);
        assertThat(session.header().user()).isEqualTo("mira");
        assertThat(session.header().id()).isEqualTo("srv-7:1771147951.250:5");
        assertThat(session.kind()).isEqualTo("ssh");
        assertThat(session.session()).isEqualTo("12");
        assertThat(session.since()).isEqualTo(Instant.parse("2026-02-15T09:32:31.250Z"));
        assertThat(decoded.rejected()).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    @DisplayName("a LOGIN whose USER_START was lost still tells of the session")
    void shouldReadASessionFromLoginAlone() {
        SessionOpen session = Decoded.of(
                        "type=LOGIN msg=audit(1771147951.250:4): pid=8 uid=0 old-auid=4294967295 auid=1007 ses=12 res=1",
                        "type=SYSCALL msg=audit(1771147951.250:4): arch=c000003e syscall=1 success=yes auid=1007 ses=12 exe=\"/usr/sbin/sshd\"")
                .only(SessionOpen.class);

        assertThat(session.header().user()).isEqualTo("uid:1007");
        assertThat(session.header().host()).isNull();
    }

    @Test
    @DisplayName("S2-038: a wrong password leaves one failed login; only root is privileged by the record's own word")
    void shouldReadFailedLogins() {
        Decoded decoded = Decoded.of(
                user(
                        "USER_AUTH",
                        1,
                        "op=PAM:authentication acct=\"root\" exe=\"/usr/sbin/sshd\" addr=203.0.113.9 res=failed"),
                user(
                        "USER_LOGIN",
                        2,
                        "op=login acct=\"root\" exe=\"/usr/sbin/sshd\" hostname=? addr=203.0.113.9 terminal=ssh res=failed"),
                user(
                        "USER_LOGIN",
                        3,
                        "op=login acct=\"mira-adm\" exe=\"/usr/sbin/sshd\" hostname=host.example addr=? terminal=ssh res=failed"),
                user(
                        "USER_LOGIN",
                        4,
                        "op=login acct=28696E76616C6964207573657229 exe=\"/usr/sbin/sshd\" addr=203.0.113.9 res=failed"));

        assertThat(decoded.activities())
                .map(AuthLogin.class::cast)
                .map(login ->
                        login.header().user() + " " + login.outcome() + " " + login.privileged() + " " + login.ip())
                .containsExactly(
                        "root failure true 203.0.113.9",
                        "mira-adm failure null null",
                        "(unknown) failure null 203.0.113.9");
        assertThat(decoded.rejected()).containsOnlyKeys(1L);
    }

    @Test
    @DisplayName("S2-038: a wrong password for su is the caller's failed login to root")
    void shouldReadAFailedSuOfTheCaller() {
        AuthLogin login = Decoded.of(
                        "type=USER_AUTH " + STAMP
                                + " pid=9 uid=1007 auid=1007 ses=12 msg='op=PAM:authentication acct=\"root\" exe=\"/usr/bin/su\" terminal=pts/0 res=failed'\u001dUID=\"mira\" AUID=\"mira\"")
                .only(AuthLogin.class);

        assertThat(login.header().user()).isEqualTo("mira");
        assertThat(login.privileged()).isTrue();
        assertThat(login.application()).isEqualTo("su");
    }

    @Test
    @DisplayName("what a cron session starts is scheduled by cron")
    void shouldKnowCron() {
        Decoded decoded = Decoded.of(
                "type=USER_START msg=audit(1771147951.250:1): pid=5 uid=0 auid=0 ses=3 msg='op=PAM:session_open acct=\"root\" exe=\"/usr/sbin/cron\" terminal=cron res=success'",
                "type=SYSCALL msg=audit(1771147952.250:2): arch=c000003e syscall=59 success=yes auid=0 uid=0 tty=(none) ses=3 exe=\"/bin/sh\"",
                "type=SYSCALL msg=audit(1771147952.250:3): arch=c000003e syscall=59 success=yes auid=4294967295 uid=48 tty=(none) ses=4294967295 exe=\"/bin/sh\"");

        assertThat(decoded.activities())
                .map(ProcessStart.class::cast)
                .map(start -> start.header().user() + " " + start.scheduler() + " " + start.session())
                .containsExactly("root cron 3", "uid:48 null null");
        assertThat(decoded.rejected()).containsOnlyKeys(1L);
    }

    @ParameterizedTest
    @DisplayName("what is no record is rejected with a reason that shows nothing of the line")
    @ValueSource(
            strings = {
                "secret words",
                "type=UNKNOWN[1329] msg=?",
                "type=SYSCALL msg=audit(secret:1): a=b",
                "type=SYSCALL msg=audit(1771147951.25:1): a=b",
                "type=SYSCALL msg=audit(1771147951.250:): a=b",
                "msg=audit(1771147951.250:1): secret=1",
                "type=SYSCALL msg=audit(1771147951.250:99999999999999999999): secret=1"
            })
    void shouldRejectWhatIsNoRecord(String line) {
        Decoded decoded = Decoded.of(line);

        assertThat(decoded.activities()).isEmpty();
        assertThat(decoded.rejected()).containsOnlyKeys(1L);
        assertThat(decoded.rejected().get(1L)).isNotBlank().doesNotContain("secret");
    }

    @Test
    @DisplayName("a record that comes after its event was read is rejected, and changes nothing")
    void shouldRejectLateAndRepeatedRecords() {
        String line = user("USER_LOGIN", 2, "op=login acct=\"mira\" exe=\"/usr/sbin/sshd\" addr=192.0.2.1 res=failed");

        Decoded decoded = Decoded.of(line, line);

        assertThat(decoded.activities()).hasSize(1);
        assertThat(decoded.rejected()).containsOnlyKeys(2L);
    }

    @Test
    @DisplayName("a program cannot pass off its own words as the kernel's")
    void shouldBelieveTheKernelBeforeTheProgram() {
        AuthLogin login = Decoded.of(
                        "type=USER_LOGIN " + STAMP
                                + " pid=9 uid=0 auid=4294967295 ses=1 msg='op=login acct=\"eve\" exe=\"/usr/sbin/sshd\" res=failed acct=\"root\" uid=1'")
                .only(AuthLogin.class);

        assertThat(login.header().user()).isEqualTo("eve");
    }

    @Test
    @DisplayName("endless open events do not grow: the oldest is given out with what is known")
    void shouldBoundOpenEvents() {
        List<String> lines = new ArrayList<>();
        for (int serial = 0; serial < 3 * Coalescer.MOST_OPEN; serial++) {
            lines.add("type=SYSCALL msg=audit(1771147951.250:" + serial
                    + "): arch=c000003e syscall=59 success=yes auid=1 exe=\"/bin/true\"");
        }
        lines.add("type=EXECVE msg=audit(1771147951.250:0): argc=1 a0=\"true\"");

        Decoded decoded = Decoded.of(lines);

        assertThat(decoded.activities()).hasSize(3 * Coalescer.MOST_OPEN);
        assertThat(decoded.rejected()).containsOnlyKeys(3L * Coalescer.MOST_OPEN + 1);
    }

    @Test
    @DisplayName("a request that ends early is told from which line on nothing was decided")
    void shouldKnowWhatIsStillOpen() {
        LineDecoder decoder = new AuditdFormat().newDecoder();
        Decoded.Collected sink = new Decoded.Collected();
        List<String> lines = List.of(
                user("USER_LOGIN", 1, "acct=\"mira\" exe=\"/usr/sbin/sshd\" res=failed"),
                syscall("syscall=59 success=yes " + WHO),
                user("USER_LOGIN", 2, "acct=\"mira\" exe=\"/usr/sbin/sshd\" res=failed"));
        long number = 0;
        for (String line : lines) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            decoder.line(bytes, 0, bytes.length, ++number, sink);
        }

        assertThat(decoder.openSince()).isEqualTo(2);
        decoder.end(sink);
        assertThat(decoder.openSince()).isEqualTo(Long.MAX_VALUE);
    }

    private static String user(String type, int serial, String said) {
        return "node=srv-7 type=" + type + " msg=audit(1771147951.250:" + serial
                + "): pid=8 uid=0 auid=4294967295 ses=4294967295 msg='" + said + "'";
    }

    private static <T extends Activity> T the(Class<T> type, Decoded decoded) {
        return decoded.activities().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("two of " + type);
                })
                .orElseThrow();
    }
}
