package io.keepwatch.hunting.asking;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two people leave, as the source document tells it, with known answers: what elliotalderson did before and after, where
 * elliotmurphy connected to, and what was fetched by nobody in particular.
 */
public final class Leaving {
    /** 1:30pm Eastern on 7/28/15, in milliseconds 1438104640000. */
    public static final Instant LEFT = Instant.parse("2015-07-28T17:30:40Z");

    private final List<Activity> activities = new ArrayList<>();
    private int number;

    /** Everything that happened, in no order. */
    public static List<Activity> activities() {
        return new Leaving().tell();
    }

    private List<Activity> tell() {
        habit("/bin/bash", 60);
        habit("/usr/bin/vim", 25);
        habit("/usr/bin/git", 12);
        process("cleanup", before(Duration.ofDays(20)), "/home/elliot/cleanup.sh");
        connect("alderson-at-leaving", LEFT, "elliotalderson", "p-1", "/usr/bin/ssh", "10.0.0.5");
        process("alderson-after-1ns", LEFT.plusNanos(1), "/usr/bin/crontab");
        connect("alderson-scp", after(60), "elliotalderson", "p-1", "/usr/bin/scp", "198.51.100.4");
        connect("alderson-scp-again", after(90), "elliotalderson", "p-1", "/usr/bin/scp", "198.51.100.4");
        connect("alderson-vpn", after(7200), "elliotalderson", "p-1", "/usr/bin/rsync", "172.16.40.2");
        process("alderson-last", after(90_000), "/bin/bash");

        for (int i = 0; i < 20; i++) {
            connect("murphy-ssh-" + i, after(-86_400 + i), "elliotmurphy", "p-2", "/usr/bin/ssh", "10.0.0.5");
        }
        for (int i = 0; i < 30; i++) {
            connect("murphy-web-" + i, after(-3600 + i), "elliotmurphy", "p-2", "firefox", "2001:db8::5");
        }
        connect("murphy-curl", after(400), "elliotmurphy", "p-2", "C:\\Tools\\CURL.EXE", "203.0.113.9");
        connect("murphy-staging", after(500), "elliotmurphy", "p-2", "/usr/bin/scp", "192.0.2.66");
        connect("murphy-vpn", after(600), "elliotmurphy", "p-2", "/usr/bin/fsync", "172.16.9.9");
        process("murphy-no-connect", after(700), "elliotmurphy", "p-2", "/usr/bin/scp");

        activities.add(new NetworkConnect(
                header("pull", after(800), null, "host:web-1", "web-1"),
                "in",
                "172.16.40.2",
                50_022,
                "/usr/sbin/nginx",
                70_000_000,
                null));
        activities.add(new AuthLogin(
                header("vpn-login", after(750), "elliotalderson", "p-1", "vpn-1"),
                "success",
                false,
                "vpn",
                "172.16.40.2",
                "US",
                "vpn"));
        connect("lookalike", after(900), "somebody", "p-3", "firefox", "172.160.1.1");
        return activities;
    }

    private static Instant after(int seconds) {
        return LEFT.plusSeconds(seconds);
    }

    private static Instant before(Duration duration) {
        return LEFT.minus(duration);
    }

    /** Something done now and then in the month before. */
    private void habit(String executable, int times) {
        for (int i = 1; i <= times; i++) {
            process("habit-" + number++, before(Duration.ofHours(7L * i)), executable);
        }
    }

    private void process(String id, Instant time, String executable) {
        process(id, time, "elliotalderson", "p-1", executable);
    }

    private void process(String id, Instant time, String user, String subject, String executable) {
        activities.add(new ProcessStart(header(id, time, user, subject, "db-1"), executable, null, null, null, null));
    }

    private void connect(String id, Instant time, String user, String subject, String executable, String remoteIp) {
        activities.add(new NetworkConnect(
                header(id, time, user, subject, "web-1"), "out", remoteIp, 22, executable, 1_000, null));
    }

    public static ActivityHeader header(
            String id, Instant time, @Nullable String user, String subject, @Nullable String host) {
        return new ActivityHeader(id, "test", time, user, host, subject, subject.startsWith("host:"));
    }
}
