package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Tells a platform the story through its doors: what HR said and who there is first, because that was known when the
 * feeds' days were told; then day by day what each feed saw. A story that was begun goes on where it stopped; one that
 * was told is only told its last day again, which changes nothing.
 */
final class Player {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE dd MMM", Locale.ENGLISH);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int LINES_PER_MARK = 40;

    private final Doors doors;
    private final Path home;
    private final Clock clock;
    private final Screen screen;
    private final Patience patience;
    private boolean takenWhole = true;

    /** @param clock the services' domain clock: the story ends with the day before its today */
    Player(Doors doors, Path home, Clock clock, Screen screen, Patience patience) {
        this.doors = doors;
        this.home = home;
        this.clock = clock;
        this.screen = screen;
        this.patience = patience;
    }

    /**
     * How long to wait for the platform to have said everything.
     *
     * @param quiet as long as this nothing new must come once everything that must come is there
     * @param stuck as long as this nothing new may come while something is missing
     */
    record Patience(Duration quiet, Duration stuck) {
        static final Patience DEMO = new Patience(Duration.ofSeconds(6), Duration.ofSeconds(60));
    }

    /** Tells the story, or what is left of it. */
    Story tell() {
        Told told = Told.in(home)
                .orElseGet(() ->
                        new Told(StoryCalendar.endingBefore(clock.instant()).today(), 0));
        told.keepIn(home);
        Story story = Story.on(new StoryCalendar(told.today()));
        screen.line("%s from %s to %s; %d people, %d episodes"
                .formatted(
                        screen.in(Screen.Look.BOLD, "Three weeks at Finch Instruments"),
                        date(story, StoryCalendar.FIRST_DAY),
                        date(story, StoryCalendar.LAST_DAY),
                        story.people().size(),
                        story.episodes().size()));
        story.notices().forEach(notice -> tellHr(notice, told.today()));
        Doors.Receipt identities = doors.putIdentities(story.identities());
        takenWhole &= identities.rejected() == 0;
        screen.line("  %s identities   %d people%s"
                .formatted(screen.tick(identities.rejected() == 0), identities.accepted(), reasons(identities)));
        int all = story.deliveries().size();
        if (told.deliveries() == all) {
            screen.line("  " + screen.tick(true)
                    + " This platform was told the story before. Its last day is told again; nothing may come of it.");
            LocalDate last = story.deliveries().getLast().date();
            post(
                    told,
                    all,
                    story.deliveries().stream()
                            .filter(delivery -> delivery.date().equals(last))
                            .toList());
        } else {
            if (told.deliveries() > 0) {
                screen.line("  " + screen.tick(true)
                        + " %d of %d deliveries were told before; the rest follows.".formatted(told.deliveries(), all));
            }
            post(told, all, story.deliveries().subList(told.deliveries(), all));
        }
        return story;
    }

    /** Whether every line was taken, apart from audit records that are no activity. */
    boolean isTakenWhole() {
        return takenWhole;
    }

    private void tellHr(String notice, LocalDate today) {
        JsonNode said = Json.read(notice);
        String subject = said.path("subject").asText();
        JsonNode answer = doors.tellHr("story-" + today + "-" + subject, notice);
        screen.line("  %s HR           %s of %s at %s, %s monitoring until %s"
                .formatted(
                        screen.tick(answer.path("monitoring").isObject()),
                        said.path("event").asText(),
                        subject,
                        said.path("occurred").asText(),
                        answer.path("monitoring").path("kind").asText("no"),
                        answer.path("monitoring").path("until").asText("–")));
    }

    /** @param all how many deliveries the story has; what goes beyond was told before */
    private void post(Told before, int all, List<Story.Delivery> deliveries) {
        int done = before.deliveries();
        for (int from = 0; from < deliveries.size(); ) {
            LocalDate date = deliveries.get(from).date();
            long accepted = 0;
            long refused = 0;
            int lines = 0;
            for (; from < deliveries.size() && deliveries.get(from).date().equals(date); from++) {
                Story.Delivery delivery = deliveries.get(from);
                Doors.Receipt receipt = doors.post(delivery);
                lines += delivery.lines().size();
                accepted += receipt.accepted();
                refused += receipt.rejected();
                if (delivery.format() == StoryLine.Format.NDJSON && receipt.rejected() > 0) {
                    takenWhole = false;
                    screen.line("  " + screen.tick(false) + " " + delivery.feed() + reasons(receipt));
                }
                done++;
                if (done <= all) {
                    new Told(before.today(), done).keepIn(home);
                }
            }
            screen.line("  %s %s  %s"
                    .formatted(
                            DAY.format(date),
                            Screen.wide(
                                    "%,6d lines  %,5d activities  %,4d audit records set aside"
                                            .formatted(lines, accepted, refused),
                                    60),
                            screen.in(Screen.Look.DIM, "▪".repeat(Math.max(1, lines / LINES_PER_MARK)))));
        }
    }

    /** Waits until everything that must come is there and nothing more comes, or nothing comes at all. */
    CameOut await(Story story) {
        long changed = System.nanoTime();
        CameOut seen = CameOut.read(doors, story);
        while (true) {
            Duration still = Duration.ofNanos(System.nanoTime() - changed);
            Duration enough = Verdict.on(seen, story).isRight() ? patience.quiet() : patience.stuck();
            if (still.compareTo(enough) >= 0) {
                return seen;
            }
            Doors.pause(LOOK_EVERY);
            CameOut now = CameOut.read(doors, story);
            if (!now.equals(seen)) {
                seen = now;
                changed = System.nanoTime();
            }
        }
    }

    private static String reasons(Doors.Receipt receipt) {
        return receipt.rejected() == 0
                ? ""
                : ", %d rejected: %s"
                        .formatted(
                                receipt.rejected(),
                                receipt.reasons().stream().limit(3).toList());
    }

    private static String date(Story story, int day) {
        return DAY.format(story.calendar().date(day));
    }
}
