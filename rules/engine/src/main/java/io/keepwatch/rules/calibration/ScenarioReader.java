package io.keepwatch.rules.calibration;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.contracts.Rfc3339;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import io.keepwatch.rules.proof.Scene;
import io.keepwatch.rules.proof.SceneReader;
import io.keepwatch.rules.score.WholePerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code calibration/*.yaml} of a rules directory. */
final class ScenarioReader {
    private static final String DIRECTORY = "calibration";
    private static final String YAML = ".yaml";

    private final Path root;
    private final WholePerson model;
    private final Set<String> names = new HashSet<>();

    /** @param model what readings may speak of */
    ScenarioReader(Path root, WholePerson model) {
        this.root = root;
        this.model = model;
    }

    /**
     * All scenarios, by file and in their order there; none where there is no such directory.
     *
     * @throws RuleSetException naming file, line and field of what is wrong
     */
    List<Scenario> read() throws RuleSetException {
        List<Scenario> scenarios = new ArrayList<>();
        for (String file : files()) {
            YamlNode yaml = YamlNode.read(file, null, text(file));
            Map<String, YamlNode> fields = yaml.fields("description", "people", "before", "scenarios");
            yaml.required(fields, "description").text();
            for (YamlNode scenario : yaml.required(fields, "scenarios").items()) {
                scenarios.add(scenario(file, scenario, fields.get("people"), fields.get("before")));
            }
        }
        for (Scenario scenario : scenarios) {
            for (Scenario.Reading reading : scenario.readings()) {
                requireKnown(reading);
            }
        }
        return scenarios;
    }

    /**
     * @param everywhere who is in the scenarios that do not say it
     * @param before what happens before, in every scenario
     */
    private Scenario scenario(String file, YamlNode yaml, @Nullable YamlNode everywhere, @Nullable YamlNode before)
            throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("id", "story", "people", "hr", "activities", "readings");
        String id = yaml.required(fields, "id").text();
        YamlNode own = fields.get("people");
        YamlNode people = own == null ? everywhere : own;
        if (people == null) {
            throw yaml.problem("nobody is in it: people is missing, here and in the file");
        }
        Scene scene = SceneReader.read(people, fields.get("hr"), before, fields.get("activities"))
                .inTimeOrder();
        String first = people.fields().keySet().iterator().next();
        List<Scenario.Reading> readings = new ArrayList<>();
        for (YamlNode reading : yaml.required(fields, "readings").items()) {
            readings.add(reading(file, id, first, people, reading));
        }
        return new Scenario(id, yaml.required(fields, "story").text(), file + ":" + yaml.line(), scene, readings);
    }

    private Scenario.Reading reading(String file, String id, String first, YamlNode people, YamlNode yaml)
            throws RuleSetException {
        List<String> known = new ArrayList<>(List.of("name", "of", "at", "node", "leading"));
        known.addAll(Limit.fields());
        Map<String, YamlNode> fields = yaml.fields(known.toArray(String[]::new));
        YamlNode name = fields.get("name");
        YamlNode of = fields.get("of");
        YamlNode node = fields.get("node");
        YamlNode leading = fields.get("leading");
        if (of != null && !people.fields().containsKey(of.text())) {
            throw of.problem("no such person: " + of.text());
        }
        if (node != null && !model.hasNode(node.text())) {
            throw node.problem("the model has no such node: " + node.text());
        }
        String full = name == null ? id : id + " " + name.text();
        if (!names.add(full)) {
            throw yaml.problem("the name is taken: " + full);
        }
        return new Scenario.Reading(
                full,
                file + ":" + yaml.line(),
                of == null ? first : of.text(),
                time(yaml.required(fields, "at")),
                node == null ? null : node.text(),
                Limit.read(fields),
                leading == null ? null : leading.text());
    }

    private static Instant time(YamlNode yaml) throws RuleSetException {
        try {
            return Rfc3339.parse(yaml.text(), "at");
        } catch (MalformedMessageException e) {
            throw yaml.problem(String.valueOf(e.getMessage()));
        }
    }

    private void requireKnown(Scenario.Reading reading) throws RuleSetException {
        for (Limit limit : reading.limits()) {
            if (limit.of() != null && !names.contains(limit.of())) {
                String file = reading.where().substring(0, reading.where().lastIndexOf(':'));
                int line = Integer.parseInt(reading.where().substring(file.length() + 1));
                throw new RuleSetException(new RuleProblem(null, file, line, "no such reading: " + limit.of()));
            }
        }
    }

    private List<String> files() throws RuleSetException {
        Path directory = root.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(YAML))
                    .sorted()
                    .map(name -> DIRECTORY + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new RuleSetException(new RuleProblem(null, DIRECTORY, 0, "cannot be listed: " + e.getMessage()));
        }
    }

    private String text(String file) throws RuleSetException {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new RuleSetException(new RuleProblem(null, file, 0, "cannot be read: " + e.getMessage()));
        }
    }
}
