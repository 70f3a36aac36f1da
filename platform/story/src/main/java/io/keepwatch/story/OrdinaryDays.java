package io.keepwatch.story;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What people do all day: come in, log in, read, write, mail, print, browse, go home. The same seed tells the same days;
 * only weekends follow the real calendar. Everything stays well below what any rule asks for: no classified file outside
 * the day, no upload near ten megabytes, no large attachment, no removable device.
 */
final class OrdinaryDays {
    private static final int KILO = 1_000;
    private static final int MEGA = 1_000_000;
    private static final LocalTime MORNING = LocalTime.of(8, 20);
    private static final LocalTime EVENING = LocalTime.of(16, 30);
    private static final int SECONDS_OF_WORK = 7 * 3600 + 30 * 60;
    private static final List<String> PROJECTS = List.of("aurora-lens", "keystone", "telemetry", "harbour", "tern");
    private static final List<String> FILES =
            List.of("notes.md", "plan.xlsx", "review.docx", "minutes.docx", "budget.xlsx", "design.pdf", "tests.csv");
    private static final List<String> SITES = List.of(
            "https://docs.example/java",
            "https://news.example/",
            "https://weather.example/",
            "https://maps.example/route");
    private static final List<String> OUTSIDE =
            List.of("buyer@customer.example", "desk@supplier.example", "office@lawyers.example");

    private final StoryCalendar calendar;
    private final long seed;

    OrdinaryDays(StoryCalendar calendar, long seed) {
        this.calendar = calendar;
        this.seed = seed;
    }

    boolean works(Person person, int day) {
        DayOfWeek weekday = calendar.date(day).getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY
                && weekday != DayOfWeek.SUNDAY
                && !calendar.at(day, LocalTime.MIDNIGHT, person.zone()).isBefore(person.since());
    }

    List<StoryLine> of(Person person, int day) {
        List<StoryLine> lines = new ArrayList<>();
        if (works(person, day)) {
            new Day(person, day, lines).tell();
        }
        return lines;
    }

    /** One person's day. */
    private final class Day {
        private final Person person;
        private final int number;
        private final List<StoryLine> lines;
        private final SplittableRandom random;

        Day(Person person, int number, List<StoryLine> lines) {
            this.person = person;
            this.number = number;
            this.lines = lines;
            this.random = new SplittableRandom(seed ^ ((long) person.subject().hashCode() << Integer.SIZE) ^ number);
        }

        void tell() {
            Instant in = calendar.at(number, MORNING, person.zone()).plusSeconds(random.nextInt(2400));
            Instant out = calendar.at(number, EVENING, person.zone()).plusSeconds(random.nextInt(4800));
            boolean atHome = random.nextInt(4) == 0;
            if (atHome) {
                tell("vpn", in, "auth.login", Map.of("outcome", "success", "application", "vpn", "channel", "vpn"));
            } else {
                swipe(in, "in");
                swipe(out, "out");
            }
            if (random.nextInt(6) == 0) {
                login(in.plusSeconds(200), "failure");
            }
            login(in.plusSeconds(240), "success");
            tell("edr", in.plusSeconds(300), "agent.state", Map.of("agent", "edr", "state", "running"));
            for (int i = 3 + random.nextInt(4); i > 0; i--) {
                file();
            }
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                mail();
            }
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                tell("proxy", duringWork(), "web.visit", Map.of("url", pick(SITES), "category", "business"));
            }
            if (random.nextInt(3) == 0) {
                tell(
                        "print",
                        duringWork(),
                        "print.job",
                        Map.of(
                                "printer",
                                person.site().toLowerCase(Locale.ROOT) + "-1-mono",
                                "pages",
                                1 + random.nextInt(12),
                                "document",
                                pick(FILES),
                                "classification",
                                "internal"));
            }
            if (person.department().equals("Marketing") || person.department().equals("Sales")) {
                tell(
                        "casb",
                        duringWork(),
                        "cloud.upload",
                        Map.of(
                                "domain",
                                "store.corp.example",
                                "bytes",
                                MEGA + random.nextInt(4 * MEGA),
                                "sanctioned",
                                true));
            }
        }

        private void swipe(Instant at, String direction) {
            Map<String, Object> attributes = Map.of(
                    "user",
                    person.badge(),
                    "outcome",
                    "granted",
                    "door",
                    "Lobby",
                    "building",
                    person.site(),
                    "direction",
                    direction);
            tell("badge", at, "badge.swipe", attributes);
        }

        private void login(Instant at, String outcome) {
            tell(
                    "iam",
                    at,
                    "auth.login",
                    Map.of(
                            "outcome",
                            outcome,
                            "privileged",
                            false,
                            "application",
                            "desktop",
                            "channel",
                            "interactive"));
        }

        private void file() {
            boolean download = random.nextInt(5) == 0;
            tell(
                    "file-server",
                    duringWork(),
                    download ? "file.download" : "file.access",
                    Map.of(
                            "path",
                            "/projects/" + pick(PROJECTS) + "/" + pick(FILES),
                            "bytes",
                            20 * KILO + random.nextInt(download ? 20 * MEGA : MEGA),
                            "classification",
                            random.nextInt(10) == 0 ? "confidential" : "internal",
                            "store",
                            "projects",
                            "action",
                            download ? "copy" : random.nextInt(3) == 0 ? "write" : "read"));
        }

        private void mail() {
            boolean outside = random.nextInt(3) == 0;
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("from", person.account() + "@corp.example");
            attributes.put("to", List.of(outside ? pick(OUTSIDE) : "team@corp.example"));
            attributes.put(
                    "attachments",
                    random.nextInt(2) == 0
                            ? List.of()
                            : List.of(Map.of("name", pick(FILES), "bytes", 30 * KILO + random.nextInt(2 * MEGA))));
            tell("mail", duringWork(), "email.sent", attributes);
        }

        /** Between the morning's login and the evening's door. */
        private Instant duringWork() {
            return calendar.at(number, MORNING.plusMinutes(50), person.zone())
                    .plusSeconds(random.nextInt(SECONDS_OF_WORK));
        }

        private void tell(String feed, Instant at, String type, Map<String, ?> attributes) {
            Map<String, Object> line = new LinkedHashMap<>();
            LocalDate date = calendar.date(number);
            line.put("id", "%s-%s-%s-%d".formatted(feed, date, person.subject(), lines.size()));
            line.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(person.zone())));
            line.put("type", type);
            line.put("user", person.account());
            line.put("host", person.host());
            new TreeMap<>(attributes).forEach(line::put);
            lines.add(new StoryLine(feed, StoryLine.Format.NDJSON, at, Json.write(line)));
        }

        private <T> T pick(List<T> among) {
            return among.get(random.nextInt(among.size()));
        }
    }
}
