package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What can be read at the platform's doors of the story's people.
 *
 * @param alerts in order of time
 * @param cases in order of subject
 * @param notices what reached the outside world of these cases
 * @param running what the hunt finds that the people in question left running
 */
record CameOut(List<Finding> alerts, List<CaseFile> cases, List<Notice> notices, List<LeftRunning> running) {

    /**
     * An alert.
     *
     * @param day the story's day on the person's own calendar
     */
    record Finding(
            String id,
            String rule,
            String severity,
            String subject,
            Instant at,
            ZoneId zone,
            int day,
            int count,
            int activities,
            String title) {

        boolean is(Episode.ExpectedAlert expected) {
            return rule.equals(expected.rule())
                    && severity.equals(expected.severity())
                    && subject.equals(expected.subject())
                    && day == expected.day()
                    && count == expected.count()
                    && (expected.activities() == 0 || activities == expected.activities());
        }
    }

    /** A case. */
    record CaseFile(String id, String subject, String state, List<String> alerts) {}

    /**
     * A message that arrived.
     *
     * @param kind mail or webhook
     * @param event what became of the case: opened, alert-attached, band-raised; empty in a mail
     * @param severity of the alert it is about; empty in a mail, and where the score is what it is about
     * @param proven whether a webhook's signature holds; true for mails
     */
    record Notice(String kind, String caseId, String event, String severity, String line, boolean proven) {}

    /**
     * What somebody left running.
     *
     * @param what each in words, as people would say it
     */
    record LeftRunning(String subject, int jobs, int sessions, List<String> what) {

        boolean is(Episode.LeftRunning expected) {
            return subject.equals(expected.subject()) && jobs == expected.jobs() && sessions == expected.sessions();
        }
    }

    static CameOut read(Doors doors, Story story) {
        Map<String, Person> people = story.bySubject();
        Set<String> subjects = new TreeSet<>(people.keySet());
        story.expectedCases().forEach(subjects::add);
        List<Finding> alerts = doors.alerts().stream()
                .map(alert -> finding(alert, people, story.calendar()))
                .filter(alert -> isOfTheStory(alert, subjects, story))
                .sorted(Comparator.comparing(Finding::at).thenComparing(Finding::id))
                .toList();
        Set<String> ids = alerts.stream().map(Finding::id).collect(Collectors.toSet());
        List<CaseFile> cases = doors.cases().stream()
                .map(CameOut::caseFile)
                .filter(file -> subjects.contains(file.subject())
                        || file.alerts().stream().anyMatch(ids::contains))
                .sorted(Comparator.comparing(CaseFile::subject).thenComparing(CaseFile::id))
                .toList();
        List<LeftRunning> running = story.expectedRunning()
                .map(expected -> running(expected.subject(), doors.leftRunning(expected.subject())))
                .toList();
        return new CameOut(alerts, cases, notices(doors, cases), running);
    }

    private static LeftRunning running(String subject, JsonNode found) {
        List<String> what = new ArrayList<>();
        found.path("jobs")
                .forEach(job -> what.add("%s runs %s on %s, %d times so far"
                        .formatted(
                                job.path("scheduler").asText(),
                                job.path("arguments").asText(),
                                job.path("host").asText(),
                                job.path("runs").asInt())));
        found.path("sessions")
                .forEach(session -> what.add("a %s session on %s, open since %s"
                        .formatted(
                                session.path("kind").asText(),
                                session.path("host").asText(),
                                session.path("since").asText())));
        return new LeftRunning(
                subject,
                found.path("lastingJobs").asInt(),
                found.path("lastingSessions").asInt(),
                List.copyOf(what));
    }

    /** Somebody else may use the platform, too; but what the story's feeds report is the story's. */
    private static boolean isOfTheStory(Finding alert, Set<String> subjects, Story story) {
        boolean during = alert.day() >= StoryCalendar.FIRST_DAY - 1 && alert.day() <= StoryCalendar.LAST_DAY + 1;
        boolean unclaimed = story.feeds().anyMatch(feed -> alert.subject().startsWith("account:" + feed + "/"))
                || alert.subject().startsWith("host:");
        return subjects.contains(alert.subject()) || during && unclaimed;
    }

    private static Finding finding(JsonNode alert, Map<String, Person> people, StoryCalendar calendar) {
        String subject = alert.path("subject").asText();
        Person person = people.get(subject);
        ZoneId zone = person == null ? ZoneOffset.UTC : person.zone();
        Instant at = Instant.parse(alert.path("at").asText());
        return new Finding(
                alert.path("id").asText(),
                alert.path("rule").asText(),
                alert.path("severity").asText(),
                subject,
                at,
                zone,
                (int) ChronoUnit.DAYS.between(calendar.today(), LocalDate.ofInstant(at, zone)),
                alert.path("count").asInt(),
                alert.path("activities").size(),
                alert.path("title").asText());
    }

    private static CaseFile caseFile(JsonNode file) {
        List<String> alerts = StreamSupport.stream(file.path("alerts").spliterator(), false)
                .map(alert -> alert.isObject() ? alert.path("id").asText() : alert.asText())
                .toList();
        return new CaseFile(
                file.path("id").asText(),
                file.path("subject").asText(),
                file.path("state").asText(),
                alerts);
    }

    /** Delivery is at least once, so that a message may arrive twice under one id; it is told once. */
    private static List<Notice> notices(Doors doors, List<CaseFile> cases) {
        Map<String, Notice> notices = new LinkedHashMap<>();
        for (JsonNode mail : doors.received("mail")) {
            String subject = header(mail, "subject");
            String text = subject + mail.path("body").asText().replaceAll("=\\r?\\n", "");
            cases.stream()
                    .filter(file -> text.contains(file.id()))
                    .forEach(file -> notices.putIfAbsent(
                            "mail " + header(mail, "message-id"),
                            new Notice("mail", file.id(), "", "", subject, true)));
        }
        Set<String> ids = cases.stream().map(CaseFile::id).collect(Collectors.toSet());
        for (JsonNode webhook : doors.received("webhook")) {
            Notice notice = webhook(webhook, doors);
            if (ids.contains(notice.caseId())) {
                notices.putIfAbsent("webhook " + header(webhook, "webhook-id"), notice);
            }
        }
        return List.copyOf(notices.values());
    }

    private static Notice webhook(JsonNode received, Doors doors) {
        String text = received.path("body").isTextual()
                ? received.path("body").asText()
                : received.path("body").toString();
        JsonNode event = Json.read(text);
        JsonNode data = event.path("data").isMissingNode() ? event : event.path("data");
        return new Notice(
                "webhook",
                data.path("case").asText(),
                data.path("event").asText(),
                data.path("alert").path("severity").asText(),
                data.path("alert").path("title").asText(),
                doors.proves(
                        header(received, "webhook-signature"),
                        header(received, "webhook-id"),
                        header(received, "webhook-timestamp"),
                        text));
    }

    /** Headers come with their names as sent, once or as a list. */
    private static String header(JsonNode received, String name) {
        return received.path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().isArray()
                        ? header.getValue().path(0).asText()
                        : header.getValue().asText())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
