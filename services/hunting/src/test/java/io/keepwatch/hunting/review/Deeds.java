package io.keepwatch.hunting.review;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityHeader;
import io.keepwatch.contracts.Attachment;
import io.keepwatch.contracts.AuthLogin;
import io.keepwatch.contracts.CloudUpload;
import io.keepwatch.contracts.EmailSent;
import io.keepwatch.contracts.FileAccess;
import io.keepwatch.contracts.FileDownload;
import io.keepwatch.contracts.NetworkConnect;
import io.keepwatch.contracts.PrintJob;
import io.keepwatch.contracts.ProcessStart;
import io.keepwatch.contracts.SessionOpen;
import io.keepwatch.contracts.UsbWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people did, written down in order; ids are made from the order. */
final class Deeds {
    private final List<Activity> activities = new ArrayList<>();

    /** Whose deed it is. */
    record Who(@Nullable String account, String subject) {
        static Who person(String name) {
            return new Who(name, "p-" + name);
        }

        static Who nobody(String host) {
            return new Who(null, "host:" + host);
        }
    }

    List<Activity> all() {
        return List.copyOf(activities);
    }

    private ActivityHeader header(Who who, Instant time, @Nullable String host) {
        boolean unresolved = !who.subject().startsWith("p-");
        return new ActivityHeader(
                "a-" + activities.size(), "sensor", time, who.account(), host, who.subject(), unresolved);
    }

    private Deeds add(Activity activity) {
        activities.add(activity);
        return this;
    }

    Deeds login(Who who, Instant time, String address, String channel, String outcome) {
        return add(new AuthLogin(header(who, time, "gate-1"), outcome, false, "vpn", address, "US", channel));
    }

    Deeds vpn(Who who, Instant time, String address) {
        return login(who, time, address, "vpn", "success");
    }

    Deeds interactive(Who who, Instant time, String address) {
        return login(who, time, address, "interactive", "success");
    }

    Deeds connect(
            Who who,
            Instant time,
            @Nullable String host,
            @Nullable String direction,
            @Nullable String address,
            @Nullable String executable,
            long bytes,
            @Nullable String session) {
        return add(new NetworkConnect(header(who, time, host), direction, address, 22, executable, bytes, session));
    }

    Deeds out(Who who, Instant time, @Nullable String host, String executable, String address, long bytes) {
        return connect(who, time, host, "out", address, executable, bytes, null);
    }

    /** An inbound transfer that names nobody. */
    Deeds pull(Instant time, String host, @Nullable String address, long bytes, @Nullable String session) {
        return connect(Who.nobody(host), time, host, "in", address, "/usr/sbin/nginx", bytes, session);
    }

    Deeds start(Who who, Instant time, @Nullable String host, String executable) {
        return start(who, time, host, executable, null, null, null);
    }

    Deeds start(
            Who who,
            Instant time,
            @Nullable String host,
            String executable,
            @Nullable String arguments,
            @Nullable String scheduler,
            @Nullable String session) {
        return add(new ProcessStart(header(who, time, host), executable, arguments, scheduler, session, null));
    }

    Deeds open(
            Who who,
            Instant time,
            @Nullable String host,
            @Nullable String session,
            @Nullable String kind,
            @Nullable Instant since) {
        return add(new SessionOpen(header(who, time, host), session, kind, since));
    }

    Deeds access(Who who, Instant time, @Nullable String classification, long bytes) {
        return add(new FileAccess(
                header(who, time, "share-1"), "/team/plan", bytes, classification, "team", "read", null, false));
    }

    Deeds download(Who who, Instant time, @Nullable String classification, long bytes) {
        return add(new FileDownload(
                header(who, time, "share-1"), "/team/plan", bytes, classification, "team", "copy", null, false));
    }

    Deeds usb(Who who, Instant time, long bytes) {
        return add(new UsbWrite(header(who, time, "lap-17"), bytes, "stick-1", "/plan"));
    }

    Deeds upload(Who who, Instant time, long bytes) {
        return add(new CloudUpload(header(who, time, "lap-17"), bytes, "drop.example", false));
    }

    Deeds mail(Who who, Instant time, Attachment... attachments) {
        return add(new EmailSent(
                header(who, time, null), "me@corp.example", List.of("me@mail.example"), List.of(attachments), "FYI"));
    }

    Deeds print(Who who, Instant time, String classification, long pages) {
        return add(new PrintJob(header(who, time, "print-1"), "p-3", pages, "plan", classification));
    }
}
