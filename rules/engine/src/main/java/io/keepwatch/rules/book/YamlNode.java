package io.keepwatch.rules.book;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A value in one of our YAML files that knows where it stands, so that every complaint names file, line and field. Only
 * the node tree is used: nothing is ever constructed from a tag, anchors and aliases are refused, and scalars mean what
 * they look like (no timestamps, no octal numbers, no {@code on} that is a boolean).
 */
public final class YamlNode {
    /** Largest file, in characters. */
    public static final int LARGEST_FILE = 4_000_000;

    private static final int DEEPEST = 12;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,20})?");

    private final String file;
    private final @Nullable String rule;
    private final String field;
    private final Node node;

    private YamlNode(String file, @Nullable String rule, String field, Node node) {
        this.file = file;
        this.rule = rule;
        this.field = field;
        this.node = node;
    }

    /**
     * @param rule the rule the file belongs to, for complaints
     * @throws RuleSetException if it is not one YAML document within our limits
     */
    public static YamlNode read(String file, @Nullable String rule, String text) throws RuleSetException {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LARGEST_FILE);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(
                            new SafeConstructor(limits),
                            new Representer(new DumperOptions()),
                            new DumperOptions(),
                            limits,
                            new Resolver())
                    .compose(new StringReader(text));
            if (root == null) {
                throw new RuleSetException(new RuleProblem(rule, file, 0, "is empty"));
            }
            return new YamlNode(file, rule, "", root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw new RuleSetException(
                    new RuleProblem(rule, file, mark == null ? 0 : mark.getLine() + 1, "not YAML: " + e.getProblem()));
        } catch (YAMLException | StackOverflowError e) {
            throw new RuleSetException(new RuleProblem(rule, file, 0, "not YAML: " + e.getMessage()));
        }
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** Where it stands in its file, such as {@code windows.downloaded.over}; empty for the whole file. */
    String field() {
        return field;
    }

    /** A complaint about this value. */
    public RuleSetException problem(String reason) {
        String where = field.isEmpty() ? "" : field + ": ";
        return new RuleSetException(new RuleProblem(rule, file, line(), where + reason));
    }

    /** The fields of an object, in the file's order. */
    public Map<String, YamlNode> fields() throws RuleSetException {
        if (!(plain() instanceof MappingNode mapping)) {
            throw problem("expected fields");
        }
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, rule, field, tuple.getKeyNode());
            String name = key.text();
            String path = field.isEmpty() ? name : field + "." + name;
            if (fields.put(name, new YamlNode(file, rule, path, tuple.getValueNode())) != null) {
                throw key.problem(name + " is given twice");
            }
        }
        return fields;
    }

    /** As {@link #fields()}, complaining about names beyond these. */
    public Map<String, YamlNode> fields(String... known) throws RuleSetException {
        Map<String, YamlNode> fields = fields();
        Set<String> names = Set.of(known);
        for (Map.Entry<String, YamlNode> entry : fields.entrySet()) {
            if (!names.contains(entry.getKey())) {
                throw entry.getValue().problem("no such field; known are " + String.join(", ", known));
            }
        }
        return fields;
    }

    /** A field that must be there. */
    public YamlNode required(Map<String, YamlNode> fields, String name) throws RuleSetException {
        YamlNode value = fields.get(name);
        if (value == null) {
            throw problem(name + " is missing");
        }
        return value;
    }

    public List<YamlNode> items() throws RuleSetException {
        if (!(plain() instanceof SequenceNode sequence)) {
            throw problem("expected a list");
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(file, rule, field + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** A list of texts, or one text. */
    public List<String> texts() throws RuleSetException {
        if (plain() instanceof ScalarNode) {
            return List.of(text());
        }
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether it stands there without quotes: only then may it be a number or a flag. */
    public boolean isBare() {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    /** A text that is not blank. */
    public String text() throws RuleSetException {
        if (!(plain() instanceof ScalarNode scalar)) {
            throw problem("expected a text");
        }
        if (scalar.getValue().isBlank()) {
            throw problem("is blank");
        }
        return scalar.getValue().strip();
    }

    public long number(long least, long most) throws RuleSetException {
        try {
            long number = Long.parseLong(text().replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw problem("expected a whole number from " + least + " to " + most);
    }

    /** A number that may have a fraction; without exponents, signs other than a minus, and names for what is none. */
    public double decimal() throws RuleSetException {
        String text = text();
        if (!DECIMAL.matcher(text).matches()) {
            throw problem("expected a number such as 12 or 0.05");
        }
        return Double.parseDouble(text);
    }

    public boolean flag() throws RuleSetException {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw problem("expected true or false");
        };
    }

    /** A word of an enum, written in lower case; names with several words are written with a hyphen. */
    public <E extends Enum<E>> E word(E[] words) throws RuleSetException {
        String text = text();
        for (E word : words) {
            if (written(word).equalsIgnoreCase(text)) {
                return word;
            }
        }
        throw problem("expected one of "
                + String.join(", ", Arrays.stream(words).map(YamlNode::written).toList()));
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For example {@code 90s}, {@code 10m}, {@code 1h}, {@code 30d}. */
    public Duration duration() throws RuleSetException {
        Matcher matcher = DURATION.matcher(text());
        if (!matcher.matches()) {
            throw problem("expected a duration such as 90s, 10m, 1h or 30d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private Node plain() throws RuleSetException {
        if (node.getAnchor() != null) {
            throw problem("anchors and aliases are not allowed");
        }
        return node;
    }
}
