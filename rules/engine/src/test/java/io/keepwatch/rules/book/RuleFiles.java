package io.keepwatch.rules.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A rules directory for tests, written file by file. */
public final class RuleFiles {
    private static final String DECLARATION = """
            id: %s
            title: "{account} did it"
            description: {why: Because., next: [Look]}
            severity: P2
            techniques: [T1078]
            status: live
            %s
            grouping: {per: day}
            falsePositives: [none known]
            blindSpots: [none known]
            """;

    private final Path root;

    public RuleFiles(Path root) throws IOException {
        this.root = root;
        file("policies/default.yaml", "description: all\nfor: everyone\nrules: all\n");
        copyModel(root);
    }

    /** Gives a rules directory the model that is shipped. */
    public static void copyModel(Path rules) throws IOException {
        Files.createDirectories(rules.resolve("model"));
        for (String file : List.of(ModelReader.WHOLE_PERSON, ModelReader.CONTEXT)) {
            Files.copy(Path.of("..").resolve(file), rules.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public Path root() {
        return root;
    }

    /** @param windows the lines below {@code windows:}, or nothing */
    public RuleFiles rule(String id, String windows, String pattern) throws IOException {
        String declared = windows.isEmpty() ? "" : "windows:\n" + windows.indent(2);
        file("catalogue/test/" + id + "/rule.yaml", DECLARATION.formatted(id, declared.stripTrailing()));
        return file(
                "catalogue/test/" + id + "/rule.drl",
                "rule \"" + id + "\"\nwhen\n    " + pattern + "\nthen\n    raise.alert();\nend\n");
    }

    /** A rule without windows that leaves evidence. */
    public RuleFiles weighed(String id, String pattern, String node, String strength) throws IOException {
        rule(id, "", pattern);
        Path declaration = root.resolve("catalogue/test/" + id + "/rule.yaml");
        Files.writeString(
                declaration,
                Files.readString(declaration).stripTrailing()
                        + "\nevidence: [{node: %s, strength: %s, halfLife: 30d}]\n".formatted(node, strength));
        return this;
    }

    public RuleFiles file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    public RuleBook load() throws RuleSetException {
        return RuleBooks.load(root, null);
    }
}
