package io.keepwatch.story;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the company's Linux servers' audit systems write on ordinary days, record by record as {@code audisp} ships it:
 * administrators who log in, start a few programs and log out again, connections, and the nightly cron job.
 */
final class LinuxServers {
    private static final int SERIALS_PER_DAY = 5_000;
    private static final int FIRST_SERIAL = 200_000;
    private static final String SSHD = "subj=system_u:system_r:sshd_t:s0-s0:c0.c1023";
    private static final String SHELL = "subj=unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023";
    private static final LocalTime NIGHTLY = LocalTime.of(3, 10);
    private static final ZoneId SERVER_ZONE = ZoneId.of("UTC");
    private static final List<List<String>> COMMANDS = List.of(
            List.of("ls", "-la", "/var/log"),
            List.of("systemctl", "status", "nginx"),
            List.of("tail", "-n", "200", "/var/log/nginx/access log"),
            List.of("df", "-h"),
            List.of("journalctl", "-u", "backup", "--since", "yesterday"));
    private static final long MILLIS = 1_000;

    private final StoryCalendar calendar;
    private final long seed;

    LinuxServers(StoryCalendar calendar, long seed) {
        this.calendar = calendar;
        this.seed = seed;
    }

    /** An event: records that share one stamp. */
    private record Event(Instant at, List<String> records) {}

    /**
     * One server's records of one day.
     *
     * @param administrators who is at work that day and has an account there
     */
    List<StoryLine> of(String node, int day, List<Person> administrators) {
        SplittableRandom random = new SplittableRandom(seed ^ ((long) node.hashCode() << Integer.SIZE) ^ day);
        List<Event> events = new ArrayList<>();
        cron(events, calendar.at(day, NIGHTLY, SERVER_ZONE), random);
        int session = 10;
        for (Person person : administrators) {
            Instant in = calendar.at(day, LocalTime.of(10, 0), person.zone()).plusSeconds(random.nextInt(18_000));
            session(events, person, in, ++session, random);
        }
        events.sort(Comparator.comparing(Event::at));
        List<StoryLine> lines = new ArrayList<>();
        int serial = FIRST_SERIAL + (day - StoryCalendar.FIRST_DAY) * SERIALS_PER_DAY;
        for (Event event : events) {
            serial++;
            for (String audit : event.records()) {
                lines.add(new StoryLine(
                        "linux-audit", StoryLine.Format.AUDITD, event.at(), stamp(node, event, serial, audit)));
            }
        }
        return lines;
    }

    /** Puts node and stamp into a record, whose text begins with its type. */
    private static String stamp(String node, Event event, int serial, String audit) {
        int end = audit.indexOf(' ') < 0 ? audit.length() : audit.indexOf(' ');
        String milliseconds =
                "%d.%03d".formatted(event.at().getEpochSecond(), event.at().toEpochMilli() % MILLIS);
        return "node=%s type=%s msg=audit(%s:%d):%s"
                .formatted(node, audit.substring(0, end), milliseconds, serial, audit.substring(end));
    }

    private static void session(List<Event> events, Person person, Instant in, int session, SplittableRandom random) {
        int pid = 2_000 + random.nextInt(30_000);
        int uid = uid(person);
        String address = "10.%d.%d.%d".formatted(20 + random.nextInt(4), random.nextInt(200), 1 + random.nextInt(250));
        String unset = "pid=%d uid=0 auid=4294967295 ses=4294967295 %s".formatted(pid, SSHD);
        String own = "pid=%d uid=0 auid=%d ses=%d %s".formatted(pid, uid, session, SSHD);
        String enrichedUnset = "\u001dUID=\"root\" AUID=\"unset\"";
        String enrichedOwn = "\u001dUID=\"root\" AUID=\"%s\"".formatted(person.account());
        String from = "exe=\"/usr/sbin/sshd\" hostname=? addr=%s terminal=ssh res=success'".formatted(address);
        one(
                events,
                in,
                "USER_AUTH %s msg='op=pubkey acct=\"%s\" %s%s".formatted(unset, person.account(), from, enrichedUnset));
        one(
                events,
                in.plusMillis(12),
                "USER_ACCT %s msg='op=PAM:accounting grantors=pam_unix acct=\"%s\" %s%s"
                        .formatted(unset, person.account(), from, enrichedUnset));
        one(
                events,
                in.plusMillis(20),
                "LOGIN pid=%d uid=0 %s old-auid=4294967295 auid=%d tty=(none) old-ses=4294967295 ses=%d res=1%s"
                        .formatted(
                                pid,
                                SSHD,
                                uid,
                                session,
                                "\u001dUID=\"root\" OLD-AUID=\"unset\" AUID=\"%s\"".formatted(person.account())));
        one(
                events,
                in.plusMillis(90),
                "USER_START %s msg='op=PAM:session_open grantors=pam_limits,pam_unix acct=\"%s\" %s%s"
                        .formatted(own, person.account(), from, enrichedOwn));
        one(
                events,
                in.plusMillis(130),
                "USER_LOGIN %s msg='op=login id=%d exe=\"/usr/sbin/sshd\" hostname=? addr=%s terminal=/dev/pts/0 res=success'%s ID=\"%s\""
                        .formatted(own, uid, address, enrichedOwn, person.account()));
        Instant at = in.plusSeconds(20);
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            execve(events, at, person, session, COMMANDS.get(random.nextInt(COMMANDS.size())), pid + 1, pid + 10 + i);
            at = at.plusSeconds(30 + random.nextInt(300));
        }
        connect(events, at, person, session, pid + 30, random.nextInt(250));
        one(
                events,
                at.plusSeconds(60),
                "USER_END %s msg='op=PAM:session_close grantors=pam_limits,pam_unix acct=\"%s\" %s%s"
                        .formatted(own, person.account(), from, enrichedOwn));
    }

    private static void cron(List<Event> events, Instant at, SplittableRandom random) {
        int pid = 1_000 + random.nextInt(900);
        one(
                events,
                at,
                "USER_START pid=%d uid=0 auid=0 ses=3 subj=system_u:system_r:crond_t:s0-s0:c0.c1023 msg='op=PAM:session_open grantors=pam_loginuid,pam_unix acct=\"root\" exe=\"/usr/sbin/crond\" hostname=? addr=? terminal=cron res=success'\u001dUID=\"root\" AUID=\"root\""
                        .formatted(pid));
        events.add(new Event(
                at.plusMillis(400),
                List.of(
                        "SYSCALL arch=c000003e syscall=59 success=yes exit=0 a0=55d0 a1=55d1 a2=55d2 a3=8 items=2 ppid=%d pid=%d auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=3 comm=\"backup\" exe=\"/usr/local/bin/backup\" subj=system_u:system_r:crond_t:s0 key=\"exec\"\u001dARCH=x86_64 SYSCALL=execve AUID=\"root\" UID=\"root\""
                                .formatted(pid, pid + 1),
                        "EXECVE argc=2 a0=\"/usr/local/bin/backup\" a1=\"--nightly\"",
                        "CWD cwd=\"/root\"",
                        "EOE")));
    }

    private static void execve(
            List<Event> events, Instant at, Person person, int session, List<String> command, int parent, int pid) {
        StringBuilder arguments = new StringBuilder("EXECVE argc=").append(command.size());
        for (int i = 0; i < command.size(); i++) {
            arguments.append(" a").append(i).append('=').append(value(command.get(i)));
        }
        String name = command.getFirst();
        int uid = uid(person);
        events.add(new Event(
                at,
                List.of(
                        ("SYSCALL arch=c000003e syscall=59 success=yes exit=0 a0=1522170 a1=1506120 a2=14faeb0 a3=7ffc items=2 ppid=%d pid=%d auid=%d uid=%d gid=%d euid=%d suid=%d fsuid=%d egid=%d sgid=%d fsgid=%d tty=pts0 ses=%d comm=\"%s\" exe=\"/usr/bin/%s\" %s key=\"exec\"\u001dARCH=x86_64 SYSCALL=execve AUID=\"%s\" UID=\"%s\"")
                                .formatted(
                                        parent,
                                        pid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        session,
                                        name,
                                        name,
                                        SHELL,
                                        person.account(),
                                        person.account()),
                        arguments.toString(),
                        "CWD cwd=\"/home/%s\"".formatted(person.account()),
                        "PATH item=0 name=\"/usr/bin/%s\" inode=2512 dev=08:01 mode=0100755 ouid=0 ogid=0 rdev=00:00 obj=system_u:object_r:bin_t:s0 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0\u001dOUID=\"root\" OGID=\"root\""
                                .formatted(name),
                        "PROCTITLE proctitle=" + hex(String.join("\0", command)),
                        "EOE")));
    }

    private static void connect(List<Event> events, Instant at, Person person, int session, int pid, int last) {
        int uid = uid(person);
        events.add(new Event(
                at,
                List.of(
                        "SYSCALL arch=c000003e syscall=42 success=yes exit=0 a0=3 a1=7ffd a2=10 a3=0 items=0 ppid=%d pid=%d auid=%d uid=%d gid=%d euid=%d suid=%d fsuid=%d egid=%d sgid=%d fsgid=%d tty=pts0 ses=%d comm=\"curl\" exe=\"/usr/bin/curl\" %s key=\"net\"\u001dARCH=x86_64 SYSCALL=connect AUID=\"%s\" UID=\"%s\""
                                .formatted(
                                        pid - 1,
                                        pid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        uid,
                                        session,
                                        SHELL,
                                        person.account(),
                                        person.account()),
                        "SOCKADDR saddr=020001BB0A140A%02X0000000000000000\u001dSADDR={ saddr_fam=inet laddr=10.20.10.%d lport=443 }"
                                .formatted(last, last),
                        "PROCTITLE proctitle=" + hex("curl\0https://mirror.corp.example/"),
                        "EOE")));
    }

    private static void one(List<Event> events, Instant at, String audit) {
        events.add(new Event(at, List.of(audit)));
    }

    private static int uid(Person person) {
        return 1_000 + Integer.parseInt(person.subject().substring(1));
    }

    /** Quoted, or in hex where a quoted value could not say it. */
    private static String value(String text) {
        return text.contains(" ") || text.contains("\"") ? hex(text) : '"' + text + '"';
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)).toUpperCase(Locale.ROOT);
    }
}
