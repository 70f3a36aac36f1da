package io.keepwatch.story;

import io.keepwatch.story.CameOut.CaseFile;
import io.keepwatch.story.CameOut.Finding;
import io.keepwatch.story.CameOut.Notice;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what came out as tables, each line with a tick or a cross. */
final class Report {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE dd MMM HH:mm", Locale.ENGLISH);

    private final Screen screen;
    private final Map<String, Person> people;

    Report(Screen screen, Story story) {
        this.screen = screen;
        this.people = story.bySubject();
    }

    void print(CameOut out, Verdict verdict) {
        screen.heading("Alerts, in the time of those they are about");
        verdict.alerts().forEach(this::alert);
        screen.heading("Cases");
        verdict.cases().forEach(line -> file(line, out));
        screen.heading("Notices that arrived in the outside world");
        out.cases().forEach(file -> notices(file, out));
        screen.heading("What the hunt finds of those who left");
        out.running().forEach(this::running);
        verdict.missing().forEach(missing -> screen.line("  " + screen.tick(false) + " missing: " + missing));
        verdict.wrongNotices().forEach(wrong -> screen.line("  " + screen.tick(false) + " " + wrong));
    }

    private void alert(Verdict.Line<Finding> line) {
        Finding alert = line.what();
        screen.line("  %s %s  %s  %s  %s  %s  %s%s"
                .formatted(
                        screen.tick(line.expected()),
                        screen.in(Screen.Look.ofSeverity(alert.severity()), alert.severity()),
                        Screen.wide(alert.rule(), 22),
                        Screen.wide(who(alert.subject()), 26),
                        WHEN.format(alert.at().atZone(alert.zone())),
                        Screen.wide(place(alert.zone()), 9),
                        Screen.wide(alert.count() + "×", 3),
                        line.expected() ? "" : screen.in(Screen.Look.BAD, "  not in the story, day " + alert.day())));
        screen.line("          " + screen.in(Screen.Look.DIM, alert.title()));
    }

    private void file(Verdict.Line<CaseFile> line, CameOut out) {
        CaseFile file = line.what();
        List<String> rules = out.alerts().stream()
                .filter(alert -> file.alerts().contains(alert.id()))
                .map(Finding::rule)
                .distinct()
                .toList();
        screen.line("  %s %s  %s  %s"
                .formatted(
                        screen.tick(line.expected()),
                        Screen.wide(who(file.subject()), 26),
                        Screen.wide(file.state(), 18),
                        String.join(", ", rules)));
    }

    private void notices(CaseFile file, CameOut out) {
        List<Notice> mails = Verdict.of(file, "mail", out);
        List<Notice> webhooks = Verdict.of(file, "webhook", out);
        screen.line("  %s %s  %s and %s, signed: %s"
                .formatted(
                        screen.tick(Verdict.wrongNotices(file, out).isEmpty()),
                        Screen.wide(who(file.subject()), 26),
                        counted(mails.size(), "mail"),
                        counted(webhooks.size(), "webhook"),
                        webhooks.stream().map(Notice::event).distinct().toList()));
        mails.forEach(mail -> screen.line("          " + screen.in(Screen.Look.DIM, mail.line())));
    }

    private void running(CameOut.LeftRunning left) {
        screen.line("  %s %s  still running: %s, %s"
                .formatted(
                        screen.tick(!left.what().isEmpty()),
                        Screen.wide(who(left.subject()), 26),
                        counted(left.jobs(), "job"),
                        counted(left.sessions(), "session")));
        left.what().forEach(one -> screen.line("          " + screen.in(Screen.Look.DIM, one)));
    }

    private String who(String subject) {
        Person person = people.get(subject);
        return person == null ? subject : subject + " " + person.account();
    }

    private static String place(ZoneId zone) {
        String name = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return name.substring(name.lastIndexOf('/') + 1).replace('_', ' ');
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
