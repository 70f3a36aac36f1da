package io.keepwatch.hunting.question;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.SessionOpen;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Elliot did around the day he left, and others meanwhile; the known answers of questions typed by hand. */
final class Elliot {
    /** 1:30pm Eastern on 7/28/15. */
    static final Instant LEFT = Instant.parse("2015-07-28T17:30:40Z");

    private Elliot() {}

    static List<Activity> activities() {
        return List.of(
                new AuthLogin(
                        header("login-before", -3600, "elliotalderson", "p-1", "vpn-1"),
                        "success",
                        true,
                        "vpn",
                        "172.16.0.9",
                        "US",
                        "vpn"),
                connect("connect-when-leaving", 0, "elliotalderson", "p-1", "/usr/bin/ssh", "out", "203.0.113.7", 22),
                connect("scp-after", 60, "elliotalderson", "p-1", "/usr/bin/scp", "out", "198.51.100.4", 22),
                connect("curl-after", 120, "elliotalderson", "p-1", "curl", "out", "172.160.1.1", 443),
                new ProcessStart(
                        header("cron-after", 3600, "elliotalderson", "p-1", "db-1"),
                        "/usr/bin/rsync",
                        "rsync -a /srv/export backup:",
                        "cron",
                        null,
                        "1"),
                new SessionOpen(
                        header("tmux-after", 7200, "root", "p-1", "db-1"),
                        "s-9",
                        "tmux",
                        Instant.parse("2015-04-20T08:00:00Z")),
                connect("pull", 300, null, "host:web-1", "/usr/sbin/nginx", "in", "172.16.40.2", 50_022),
                connect("murphy", 400, "elliotmurphy", "p-2", "/usr/bin/scp", "out", "198.51.100.4", 22),
                new FileDownload(
                        header("download", 500, "emurphy", "p-2", "share-1"),
                        "C:\\Finance\\plan \u201CB\u201D.xlsx",
                        70_000_000,
                        "secret",
                        "finance",
                        "copy",
                        "p-1",
                        true),
                new EmailSent(
                        header("mail", 600, "emurphy", "p-2", null),
                        "emurphy@corp.example",
                        List.of("boss@corp.example", "me@mail.example"),
                        List.of(new Attachment("plan.xlsx", 9_000_000), new Attachment(null, 0)),
                        "FYI"));
    }

    private static Activity connect(
            String id,
            int seconds,
            @Nullable String user,
            String subject,
            String executable,
            String direction,
            String remoteIp,
            int remotePort) {
        return new NetworkConnect(
                header(id, seconds, user, subject, "web-1"), direction, remoteIp, remotePort, executable, 1_000, null);
    }

    private static ActivityHeader header(
            String id, int seconds, @Nullable String user, String subject, @Nullable String host) {
        return new ActivityHeader(
                id, "test", LEFT.plusSeconds(seconds), user, host, subject, subject.startsWith("host:"));
    }

    /** The ids of the activities that a question finds in the store, in the order above. */
    static List<String> found(StoredActivities stored, Question question) throws Exception {
        List<Activity> activities = activities();
        return stored.find(question).stream()
                .mapToObj(row -> activities.get(row).header().id())
                .toList();
    }

    static List<String> allBut(String... ids) {
        return activities().stream()
                .map(activity -> activity.header().id())
                .filter(id -> Stream.of(ids).noneMatch(id::equals))
                .toList();
    }
}
