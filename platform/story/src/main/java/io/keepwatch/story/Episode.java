package io.keepwatch.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody did that was not ordinary, or almost: a folder under {@code story/episodes} with a sentence about it, one
 * file per feed that saw it, in the feed's own format, and what must come out.
 *
 * @param name the folder's name
 * @param about what happened, for people
 * @param lines what the feeds delivered
 * @param notices what HR sent, as bodies for the HR door
 * @param alerts the alerts that must come out
 * @param cases subjects for whom a case must be open
 * @param running what the hunt must find that somebody left running
 */
record Episode(
        String name,
        String about,
        List<StoryLine> lines,
        List<String> notices,
        List<ExpectedAlert> alerts,
        List<String> cases,
        List<LeftRunning> running) {
    private static final String ROOT = "/story/";
    private static final String HR = "hr.ndjson";

    static List<Episode> all(Moments moments) {
        return lines("episodes/index.txt")
                .collect(Collectors.groupingBy(
                        file -> file.substring(0, file.indexOf('/')), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(folder -> read(folder.getKey(), folder.getValue(), moments))
                .toList();
    }

    /** The lines of a file of the story. */
    static Stream<String> lines(String file) {
        return text(file).lines().filter(line -> !line.isBlank());
    }

    private static Episode read(String name, List<String> files, Moments moments) {
        List<StoryLine> told = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        for (String file : files) {
            String path = "episodes/" + file;
            if (file.endsWith("/" + HR)) {
                lines(path)
                        .map(line -> moments.date(line, Moments.Form.RFC_3339).text())
                        .forEach(notices::add);
            } else {
                lines(path).map(line -> line(path, line, moments)).forEach(told::add);
            }
        }
        List<ExpectedAlert> alerts = new ArrayList<>();
        List<String> cases = new ArrayList<>();
        List<LeftRunning> running = new ArrayList<>();
        lines("episodes/" + name + "/expected.ndjson").map(Json::read).forEach(expected -> {
            if (expected.has("case")) {
                cases.add(expected.path("case").asText());
            } else if (expected.has("leftRunning")) {
                running.add(LeftRunning.of(expected));
            } else {
                alerts.add(ExpectedAlert.of(expected));
            }
        });
        return new Episode(
                name,
                text("episodes/" + name + "/about.txt").strip(),
                List.copyOf(told),
                List.copyOf(notices),
                List.copyOf(alerts),
                List.copyOf(cases),
                List.copyOf(running));
    }

    private static StoryLine line(String path, String template, Moments moments) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        StoryLine.Format format = Stream.of(StoryLine.Format.values())
                .filter(candidate -> file.endsWith(candidate.suffix()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no feed writes such a file: " + path));
        Moments.Dated dated = moments.date(template, format.form());
        if (dated.at() == null) {
            throw new IllegalArgumentException("a line without a time in " + path + ": " + template);
        }
        String feed = file.substring(0, file.length() - format.suffix().length());
        return new StoryLine(feed, format, dated.at(), dated.text());
    }

    static String text(String file) {
        try (InputStream in = Episode.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalArgumentException("the story has no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the story's file " + file, e);
        }
    }

    /**
     * An alert that must come out, once.
     *
     * @param day the story day, on the person's own calendar, of the event that met the rule's condition first
     * @param count how many activities match
     * @param activities how many the alert names; 0 where the story does not say
     */
    record ExpectedAlert(String rule, String severity, String subject, int day, int count, int activities) {
        static ExpectedAlert of(JsonNode json) {
            return new ExpectedAlert(
                    json.path("rule").asText(),
                    json.path("severity").asText(),
                    json.path("subject").asText(),
                    json.path("day").asInt(),
                    json.path("count").asInt(),
                    json.path("activities").asInt(0));
        }
    }

    /**
     * What the hunt must find that somebody left running when the story ends.
     *
     * @param jobs how many scheduled jobs that are to be expected again
     * @param sessions how many sessions that must be expected to be open
     */
    record LeftRunning(String subject, int jobs, int sessions) {
        static LeftRunning of(JsonNode json) {
            return new LeftRunning(
                    json.path("leftRunning").asText(),
                    json.path("jobs").asInt(),
                    json.path("sessions").asInt());
        }
    }
}
