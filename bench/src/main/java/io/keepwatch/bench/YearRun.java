package io.keepwatch.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keepwatch.contracts.IdentityJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A year of people among whom there is no insider, judged by the rules and scored by the model as they are shipped: how many
 * are raised, by what, and how many in the worst month (fewer than 1 % of people a month are to reach Investigate).
 */
final class YearRun {
    private static final int RESIGNS_ONE_IN = 12;
    private static final int REVIEWED_ONE_IN = 30;
    private static final int PLAN_ONE_IN = 100;

    private final Path repository;
    private final long seed;

    YearRun(Path repository, long seed) {
        this.repository = repository;
        this.seed = seed;
    }

    List<Figure> measure(int people, LocalDate first, Path directory) throws IOException, InterruptedException {
        Path identities = directory.resolve("identities.ndjson");
        Path history = directory.resolve("history.ndjson");
        Path hr = directory.resolve("hr.ndjson");
        Bench.progress("a year of %,d people from %s, seed %d".formatted(people, first, seed));
        long activities = write(people, first, identities, history, hr);
        // The model is tried on itself: the report tells of both what is asked here.
        String report = BacktestProcess.report(
                repository,
                repository.resolve("target/year"),
                List.of(
                        "--model",
                        repository.resolve("rules/model").toString(),
                        "--file",
                        history.toString(),
                        "--identities",
                        identities.toString(),
                        "--hr",
                        hr.toString(),
                        "--source",
                        LoadRun.SOURCE));
        Map<String, Map<String, Integer>> raised = raised(report);
        Map<String, Integer> byMonth = raised.getOrDefault("raisedByMonth", Map.of());
        int worst = byMonth.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int ever = raised.getOrDefault("everRaised", Map.of()).getOrDefault("", 0);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("year: activities", activities),
                Figure.of("year: people", people),
                Figure.of("year: people ever raised", ever),
                Figure.of("year: percent of people raised in the worst month", 100.0 * worst / people),
                Figure.of(
                        "year: percent of people raised in a month, on average",
                        100.0
                                * byMonth.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum()
                                / 12
                                / people)));
        raised.getOrDefault("raisedByKind", Map.of())
                .forEach((kind, number) -> figures.add(Figure.of("year: people raised by " + kind, number)));
        return figures;
    }

    private long write(int people, LocalDate first, Path identities, Path history, Path hr) throws IOException {
        long[] activities = {0};
        try (OutputStream who = open(identities);
                OutputStream said = open(hr);
                OutputStream what = open(history)) {
            for (int index = 0; index < people; index++) {
                OrdinaryPerson person = OrdinaryPerson.of(seed, index);
                line(
                        who,
                        IdentityJson.write(person.identity(
                                first.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())));
                for (String event : told(person, first)) {
                    line(said, event.getBytes(StandardCharsets.UTF_8));
                }
                int of = index;
                new OrdinaryYear(person, first, seed).live(activity -> {
                    line(what, new GeneratedActivity(of, activity).line());
                    activities[0]++;
                });
            }
        }
        return activities[0];
    }

    /** What HR says of people in a year: some go, some are reviewed, a few get a plan. */
    private List<String> told(OrdinaryPerson person, LocalDate first) {
        SplittableRandom random = new SplittableRandom(seed * 77 + person.index());
        List<String> events = new ArrayList<>();
        if (random.nextInt(RESIGNS_ONE_IN) == 0) {
            // Whoever goes works until the end of the year: the harder case.
            events.add(event("resignation", person, first.plusDays(30 + random.nextInt(300))));
        }
        if (random.nextInt(REVIEWED_ONE_IN) == 0) {
            events.add(event("negative_review", person, first.plusDays(random.nextInt(360))));
        }
        if (random.nextInt(PLAN_ONE_IN) == 0) {
            events.add(event("pip", person, first.plusDays(random.nextInt(360))));
        }
        return events;
    }

    private static String event(String name, OrdinaryPerson person, LocalDate day) {
        return "{\"event\":\"%s\",\"subject\":\"%s\",\"occurred\":\"%sT09:00:00Z\"}"
                .formatted(name, person.name(), day);
    }

    /** The numbers of what the report says of the live set's bands, by field; a field that is a number is under "". */
    private static Map<String, Map<String, Integer>> raised(String report) throws IOException {
        Map<String, Map<String, Integer>> numbers = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(report)) {
            boolean inBands = false;
            String object = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("bands")) {
                    inBands = true;
                } else if (inBands
                        && token == JsonToken.FIELD_NAME
                        && json.currentName().equals("candidate")) {
                    if (numbers.containsKey("everRaised")) {
                        return numbers;
                    }
                } else if (inBands && token == JsonToken.START_OBJECT) {
                    object = json.currentName() == null ? "" : json.currentName();
                } else if (inBands && token == JsonToken.VALUE_NUMBER_INT) {
                    boolean alone = object.equals("live");
                    numbers.computeIfAbsent(alone ? json.currentName() : object, _ -> new TreeMap<>())
                            .put(alone ? "" : json.currentName(), json.getIntValue());
                }
            }
        }
        return numbers;
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private static void line(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
