package io.keepwatch.rules.proof;

import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code cases.yaml} of rules, and the ordinary days of {@code baseline}. */
final class CaseReader {
    private static final String BASELINE = "baseline";

    private final Path root;

    CaseReader(Path root) {
        this.root = root;
    }

    /** The rule's cases; none where the file is absent. */
    List<RuleCase> cases(RuleFolder folder) throws RuleSetException {
        String file = folder.path() + "/" + RuleFolder.CASES;
        if (!Files.exists(root.resolve(file))) {
            return List.of();
        }
        YamlNode yaml = YamlNode.read(file, folder.id(), text(file));
        Map<String, YamlNode> fields = yaml.fields("people", "cases");
        List<RuleCase> cases = new ArrayList<>();
        for (YamlNode one : yaml.required(fields, "cases").items()) {
            cases.add(read(folder.id(), file, one, fields.get("people")));
        }
        return cases;
    }

    private static RuleCase read(String rule, String file, YamlNode yaml, @Nullable YamlNode sharedPeople)
            throws RuleSetException {
        Map<String, YamlNode> fields = yaml.fields("name", "kind", "covers", "people", "hr", "activities", "alerts");
        YamlNode people = fields.get("people");
        YamlNode covers = fields.get("covers");
        YamlNode alerts = fields.get("alerts");
        RuleCase.Kind kind = yaml.required(fields, "kind").word(RuleCase.Kind.values());
        List<ExpectedAlert> expected = new ArrayList<>();
        if (alerts != null) {
            for (YamlNode alert : alerts.items()) {
                expected.add(ExpectedAlert.read(alert));
            }
        }
        if (kind == RuleCase.Kind.FIRING && expected.isEmpty()) {
            throw yaml.problem("a firing case expects alerts");
        }
        if ((kind == RuleCase.Kind.JUST_BELOW || kind == RuleCase.Kind.BENIGN) && !expected.isEmpty()) {
            throw yaml.problem("a case of this kind expects no alerts");
        }
        return new RuleCase(
                rule,
                file,
                yaml.line(),
                yaml.required(fields, "name").text(),
                kind,
                covers == null ? List.of() : covers.texts(),
                SceneReader.read(
                        people == null ? sharedPeople : people, fields.get("hr"), yaml.required(fields, "activities")),
                expected);
    }

    /**
     * An ordinary day, or more of them.
     *
     * @param file the file it stands in
     * @param description what is ordinary about it
     * @param scene what happens
     */
    record OrdinaryDays(String file, String description, Scene scene) {}

    List<OrdinaryDays> ordinaryDays() throws RuleSetException {
        List<OrdinaryDays> days = new ArrayList<>();
        for (String file : baselineFiles()) {
            YamlNode yaml = YamlNode.read(file, null, text(file));
            Map<String, YamlNode> fields = yaml.fields("description", "people", "hr", "activities");
            days.add(new OrdinaryDays(
                    file,
                    yaml.required(fields, "description").text(),
                    SceneReader.read(fields.get("people"), fields.get("hr"), yaml.required(fields, "activities"))
                            .inTimeOrder()));
        }
        return days;
    }

    private List<String> baselineFiles() throws RuleSetException {
        Path directory = root.resolve(BASELINE);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .map(name -> BASELINE + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new RuleSetException(new RuleProblem(null, BASELINE, 0, "cannot be listed: " + e.getMessage()));
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
