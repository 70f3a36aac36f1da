package io.keepwatch.rules.book;

import io.keepwatch.rules.habit.Holidays;
import io.keepwatch.rules.score.WholePerson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a rules directory; nothing of it is compiled or run. */
public final class RuleSetReader {
    private static final String CATALOGUE = "catalogue";
    private static final String LISTS = "lists";
    private static final String POLICIES = "policies";
    private static final String MODEL = "model";
    private static final String EXCEPTIONS = "exceptions";
    private static final String YAML = ".yaml";
    /** Whom a policy is for that names no group. */
    private static final String EVERYONE = "everyone";

    private final Path root;
    /** Where the model lies, as far as it is not the rules directory's own. */
    private final Path model;

    private final List<RuleProblem> problems = new ArrayList<>();
    /** Everything that decides what is judged, by its path below the root. */
    private final Map<String, String> texts = new TreeMap<>();

    private RuleSetReader(Path root) {
        this(root, root.resolve(MODEL));
    }

    private RuleSetReader(Path root, Path model) {
        this.root = root;
        this.model = model;
    }

    /** @throws RuleSetException naming file, line and field of everything that is wrong */
    public static RuleSet read(Path rulesDirectory) throws RuleSetException {
        return new RuleSetReader(rulesDirectory).read();
    }

    /**
     * Reads a rules directory with another model than its own.
     *
     * @param model a directory that holds {@code whole-person.yaml}, {@code context.yaml} or both; what it lacks is taken
     *     from the rules directory
     * @throws RuleSetException naming file, line and field of everything that is wrong
     */
    public static RuleSet read(Path rulesDirectory, Path model) throws RuleSetException {
        return new RuleSetReader(rulesDirectory, model).read();
    }

    /**
     * Reads the lists of a rules directory and nothing else of it; none if it has no lists.
     *
     * @return entries by the list's name
     * @throws RuleSetException naming file, line and field of everything that is wrong with them
     */
    public static Map<String, List<String>> readLists(Path rulesDirectory) throws RuleSetException {
        RuleSetReader reader = new RuleSetReader(rulesDirectory);
        Map<String, List<String>> lists = reader.lists();
        if (!reader.problems.isEmpty()) {
            throw new RuleSetException(reader.problems);
        }
        return lists;
    }

    private RuleSet read() throws RuleSetException {
        List<RuleFolder> folders = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Path folder : ruleFolders()) {
            RuleFolder read = attempt(() -> folder(folder));
            if (read != null) {
                String other = seen.putIfAbsent(read.id(), read.path());
                if (other != null) {
                    problems.add(new RuleProblem(
                            read.id(), read.path() + "/" + RuleFolder.DECLARATION, 0, "the id is taken by " + other));
                }
                folders.add(read);
            }
        }
        Map<String, List<String>> lists = lists();
        List<RuleSet.Policy> policies = new ArrayList<>();
        for (Path file : yamlFiles(POLICIES)) {
            RuleSet.Policy policy = attempt(() -> policy(file, seen));
            if (policy != null) {
                policies.add(policy);
            }
        }
        List<RuleException> exceptions = exceptions(seen.keySet());
        WholePerson model = attempt(this::model);
        if (folders.isEmpty() && problems.isEmpty()) {
            problems.add(new RuleProblem(null, CATALOGUE, 0, "holds no rule"));
        }
        if (policies.isEmpty() && problems.isEmpty()) {
            problems.add(new RuleProblem(null, POLICIES, 0, "holds no policy, so no rule would judge anybody"));
        }
        if (model == null || !problems.isEmpty()) {
            throw new RuleSetException(problems);
        }
        return new RuleSet(Digests.of(texts), folders, lists, policies, exceptions, model);
    }

    private WholePerson model() throws RuleSetException {
        return ModelReader.read(modelText(ModelReader.WHOLE_PERSON), modelText(ModelReader.CONTEXT));
    }

    /** @param name of the file below the root; problems name it so wherever it was read from */
    private String modelText(String name) throws RuleSetException {
        Path given = model.resolve(Path.of(name).getFileName());
        return text(name, Files.exists(given) ? given : root.resolve(name));
    }

    private interface Reading<T> {
        T read() throws RuleSetException;
    }

    private <T> @Nullable T attempt(Reading<T> reading) {
        try {
            return reading.read();
        } catch (RuleSetException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private Map<String, List<String>> lists() {
        Map<String, List<String>> lists = new TreeMap<>();
        for (Path file : yamlFiles(LISTS)) {
            List<String> entries = attempt(() -> list(file));
            if (entries != null) {
                lists.put(name(file), entries);
            }
        }
        return lists;
    }

    private RuleFolder folder(Path folder) throws RuleSetException {
        return RuleFolderReader.read(
                relative(folder),
                text(folder.resolve(RuleFolder.DECLARATION)),
                text(folder.resolve(RuleFolder.CONDITION)));
    }

    private List<String> list(Path file) throws RuleSetException {
        YamlNode yaml = YamlNode.read(relative(file), null, text(file));
        Map<String, YamlNode> fields = yaml.fields("description", "entries");
        yaml.required(fields, "description").text();
        YamlNode entries = yaml.required(fields, "entries");
        if (name(file).equals(Holidays.LIST)) {
            for (YamlNode entry : entries.isList() ? entries.items() : List.of(entries)) {
                holiday(entry);
            }
        }
        return entries.texts();
    }

    private void holiday(YamlNode entry) throws RuleSetException {
        try {
            Holidays.of(List.of(entry.text()));
        } catch (IllegalArgumentException _) {
            problems.addAll(entry.problem("expected a site, or *, and a day: BER 2026-12-25")
                    .problems());
        }
    }

    private RuleSet.Policy policy(Path file, Map<String, String> ruleIds) throws RuleSetException {
        YamlNode yaml = YamlNode.read(relative(file), null, text(file));
        Map<String, YamlNode> fields = yaml.fields("description", "for", "rules");
        yaml.required(fields, "description").text();
        Group group = audience(yaml.required(fields, "for"));
        YamlNode rules = yaml.required(fields, "rules");
        if (rules.isScalar()) {
            if (!rules.text().equals("all")) {
                throw rules.problem("expected all, or a list of rule ids");
            }
            return new RuleSet.Policy(name(file), group, true, List.of());
        }
        for (YamlNode rule : rules.items()) {
            if (!ruleIds.containsKey(rule.text())) {
                throw rule.problem("no such rule: " + rule.text());
            }
        }
        return new RuleSet.Policy(name(file), group, false, rules.texts());
    }

    private static @Nullable Group audience(YamlNode yaml) throws RuleSetException {
        if (!yaml.isScalar()) {
            return Group.read(yaml);
        }
        if (!yaml.text().equals(EVERYONE)) {
            throw yaml.problem("expected " + EVERYONE + ", or what people have in common, such as {department: IT}");
        }
        return null;
    }

    private List<RuleException> exceptions(Set<String> ruleIds) {
        List<RuleException> exceptions = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Path file : yamlFiles(EXCEPTIONS)) {
            List<RuleException> read =
                    attempt(() -> RuleExceptionReader.read(YamlNode.read(relative(file), null, text(file)), ruleIds));
            for (RuleException exception : read == null ? List.<RuleException>of() : read) {
                String other = seen.putIfAbsent(exception.id(), relative(file));
                if (other != null) {
                    problems.add(new RuleProblem(
                            exception.rule(), relative(file), 0, "the id " + exception.id() + " is taken in " + other));
                }
                exceptions.add(exception);
            }
        }
        return exceptions;
    }

    /** Every {@code catalogue/<theme>/<slug>} that holds something: Git knows no empty folders, nor does a rule set. */
    private List<Path> ruleFolders() {
        List<Path> folders = new ArrayList<>();
        for (Path theme : children(root.resolve(CATALOGUE))) {
            if (Files.isDirectory(theme)) {
                children(theme).stream()
                        .filter(folder ->
                                Files.isDirectory(folder) && !children(folder).isEmpty())
                        .forEach(folders::add);
            }
        }
        return folders;
    }

    private List<Path> yamlFiles(String folder) {
        Path directory = root.resolve(folder);
        return Files.isDirectory(directory)
                ? children(directory).stream()
                        .filter(file -> file.toString().endsWith(YAML))
                        .toList()
                : List.of();
    }

    /** In the order of their names; hidden ones are not ours. */
    private List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new RuleProblem(null, relative(directory), 0, "cannot be listed: " + e.getMessage()));
            return List.of();
        }
    }

    private String text(Path file) throws RuleSetException {
        return text(relative(file), file);
    }

    private String text(String where, Path file) throws RuleSetException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new RuleSetException(new RuleProblem(null, where, 0, "is missing"));
            }
            if (Files.size(file) > YamlNode.LARGEST_FILE) {
                throw new RuleSetException(
                        new RuleProblem(null, where, 0, "is larger than " + YamlNode.LARGEST_FILE + " bytes"));
            }
            String text = Files.readString(file);
            texts.put(where, text);
            return text;
        } catch (CharacterCodingException e) {
            throw new RuleSetException(new RuleProblem(null, where, 0, "is not UTF-8"));
        } catch (IOException e) {
            throw new RuleSetException(new RuleProblem(null, where, 0, "cannot be read: " + e.getMessage()));
        }
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - YAML.length());
    }
}
