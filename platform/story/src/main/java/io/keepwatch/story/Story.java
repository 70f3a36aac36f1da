package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole story on real days: who there is, what HR said, what the feeds delivered, and what must come out. */
final class Story {
    /** Changing it changes what ordinary people do all day, and nothing that must come out. */
    private static final long SEED = 20_260_214L;

    private final StoryCalendar calendar;
    private final List<String> identities;
    private final List<Person> everybody;
    private final List<Episode> episodes;
    private final List<Delivery> deliveries;

    private Story(
            StoryCalendar calendar,
            List<String> identities,
            List<Person> everybody,
            List<Episode> episodes,
            List<Delivery> deliveries) {
        this.calendar = calendar;
        this.identities = identities;
        this.everybody = everybody;
        this.episodes = episodes;
        this.deliveries = deliveries;
    }

    static Story on(StoryCalendar calendar) {
        Moments moments = new Moments(calendar);
        List<String> identities = Episode.lines("people.ndjson")
                .map(line -> moments.date(line, Moments.Form.RFC_3339).text())
                .toList();
        List<Person> everybody =
                identities.stream().map(Json::read).map(Person::of).toList();
        List<Person> people =
                everybody.stream().filter(person -> !person.left()).toList();
        List<Episode> episodes = Episode.all(moments);
        List<StoryLine> lines = new ArrayList<>();
        episodes.forEach(episode -> lines.addAll(episode.lines()));
        lines.addAll(ordinary(calendar, people, episodes));
        return new Story(calendar, identities, everybody, episodes, deliveries(lines));
    }

    /**
     * Ordinary days of everybody. Where an episode tells a person's day in a feed, it tells it completely; whoever gave
     * notice has the whole story told by hand, because from then on everything counts.
     */
    private static List<StoryLine> ordinary(StoryCalendar calendar, List<Person> people, List<Episode> episodes) {
        Set<String> byHand = new HashSet<>();
        for (Episode episode : episodes) {
            episode.lines().forEach(line -> byHand.addAll(toldBy(line, people)));
        }
        Set<String> gaveNotice = episodes.stream()
                .flatMap(episode -> episode.notices().stream())
                .map(notice -> Json.read(notice).path("subject").asText())
                .collect(Collectors.toSet());
        OrdinaryDays days = new OrdinaryDays(calendar, SEED);
        LinuxServers servers = new LinuxServers(calendar, SEED);
        List<StoryLine> lines = new ArrayList<>();
        for (int day = StoryCalendar.FIRST_DAY; day <= StoryCalendar.LAST_DAY; day++) {
            int today = day;
            for (Person person : people) {
                if (!gaveNotice.contains(person.subject())) {
                    days.of(person, day).stream()
                            .filter(line -> !byHand.contains(key(line, person)))
                            .forEach(lines::add);
                }
            }
            for (String site : List.of("ber", "akl", "blr")) {
                for (int number = 1; number <= 2; number++) {
                    lines.addAll(servers.of(
                            "srv-%s-%d".formatted(site, number),
                            day,
                            people.stream()
                                    .filter(person -> person.privileged() && days.works(person, today))
                                    .toList()));
                }
            }
        }
        return lines;
    }

    private static List<String> toldBy(StoryLine line, List<Person> people) {
        if (line.format() != StoryLine.Format.NDJSON) {
            return List.of();
        }
        JsonNode json = Json.read(line.text());
        return people.stream()
                .filter(person -> json.path("user").asText().equals(person.account())
                        || json.path("host").asText().equals(person.host()))
                .map(person -> key(line, person))
                .toList();
    }

    private static String key(StoryLine line, Person person) {
        return person.subject() + ' ' + line.feed() + ' ' + LocalDate.ofInstant(line.at(), person.zone());
    }

    private static List<Delivery> deliveries(List<StoryLine> lines) {
        Map<LocalDate, Map<String, List<StoryLine>>> byDay = new TreeMap<>();
        lines.stream()
                .sorted(StoryLine.BY_TIME)
                .forEach(line -> byDay.computeIfAbsent(
                                LocalDate.ofInstant(line.at(), ZoneOffset.UTC), day -> new TreeMap<>())
                        .computeIfAbsent(line.feed(), feed -> new ArrayList<>())
                        .add(line));
        List<Delivery> deliveries = new ArrayList<>();
        byDay.forEach((date, feeds) -> feeds.forEach((feed, told) -> deliveries.add(new Delivery(
                date,
                feed,
                told.getFirst().format(),
                told.stream().map(StoryLine::text).toList()))));
        return List.copyOf(deliveries);
    }

    StoryCalendar calendar() {
        return calendar;
    }

    /** Bodies of {@code PUT /v1/identities}, a line each. */
    List<String> identities() {
        return identities;
    }

    /** Who works there. */
    List<Person> people() {
        return everybody.stream().filter(person -> !person.left()).toList();
    }

    List<Episode> episodes() {
        return episodes;
    }

    /** What the feeds deliver, day by day. */
    List<Delivery> deliveries() {
        return deliveries;
    }

    /** The names of all feeds. */
    Stream<String> feeds() {
        return deliveries.stream().map(Delivery::feed).distinct();
    }

    Stream<String> notices() {
        return episodes.stream().flatMap(episode -> episode.notices().stream());
    }

    Stream<Episode.ExpectedAlert> expectedAlerts() {
        return episodes.stream().flatMap(episode -> episode.alerts().stream());
    }

    Stream<Episode.LeftRunning> expectedRunning() {
        return episodes.stream().flatMap(episode -> episode.running().stream());
    }

    Stream<String> expectedCases() {
        return episodes.stream().flatMap(episode -> episode.cases().stream());
    }

    /** By subject, also who has left, for whoever has to tell a person's own day; accounts that nobody claims live in UTC. */
    Map<String, Person> bySubject() {
        Map<String, Person> bySubject = new LinkedHashMap<>();
        everybody.forEach(person -> bySubject.put(person.subject(), person));
        return bySubject;
    }

    /**
     * What one feed delivers of one day, as one request.
     *
     * @param date the day, in UTC
     * @param lines in order of time
     */
    record Delivery(LocalDate date, String feed, StoryLine.Format format, List<String> lines) {
        String body() {
            return String.join("\n", lines) + "\n";
        }
    }
}
