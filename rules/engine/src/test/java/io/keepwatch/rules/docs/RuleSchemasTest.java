package io.keepwatch.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The JSON Schemas accept what the readers accept, and refuse what they refuse")
class RuleSchemasTest {
    private static final Path RULES = Path.of("..");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(_\\d+)*");
    private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+");
    private static final Map<String, String> SCHEMA_OF = Map.of(
            "catalogue/*/*/rule.yaml", "rule",
            "catalogue/*/*/cases.yaml", "cases",
            "baseline/*.yaml", "baseline",
            "policies/*.yaml", "policy",
            "exceptions/*.yaml", "exceptions",
            "lists/*.yaml", "list",
            "model/whole-person.yaml", "whole-person",
            "model/context.yaml", "context");

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String glob : SCHEMA_OF.keySet()) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            try (Stream<Path> walk = Files.walk(RULES, 4)) {
                walk.map(RULES::relativize).filter(matcher::matches).forEach(files::add);
            }
        }
        return files.stream().sorted();
    }

    private static String schemaOf(Path file) {
        return SCHEMA_OF.entrySet().stream()
                .filter(entry -> FileSystems.getDefault()
                        .getPathMatcher("glob:" + entry.getKey())
                        .matches(file))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static List<String> violations(String schema, String yaml) throws RuleSetException {
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        SchemaLocation.of("https://keepwatch.example/schemas/" + schema),
                        RuleSchemas.all().getOrDefault(schema + ".schema.json", ""),
                        InputFormat.JSON);
        String json = JsonText.of(Map.of("document", value(YamlNode.read("test.yaml", null, yaml))));
        String document = json.substring(json.indexOf(':') + 1, json.lastIndexOf('}'));
        return validator.validate(document, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Object value(YamlNode yaml) throws RuleSetException {
        if (yaml.isList()) {
            List<Object> items = new ArrayList<>();
            for (YamlNode item : yaml.items()) {
                items.add(value(item));
            }
            return items;
        }
        if (!yaml.isScalar()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Map.Entry<String, YamlNode> field : yaml.fields().entrySet()) {
                fields.put(field.getKey(), value(field.getValue()));
            }
            return fields;
        }
        String text = yaml.text();
        if (yaml.isBare() && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        if (yaml.isBare() && FRACTION.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        // How large a number is does not matter to the schema.
        return yaml.isBare() && NUMBER.matcher(text).matches() && text.length() < 9
                ? (Object) Integer.parseInt(text.replace("_", ""))
                : yaml.isBare() && NUMBER.matcher(text).matches() ? (Object) Integer.MAX_VALUE : text;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldAcceptWhatStandsInTheDirectory(Path file) throws Exception {
        assertThat(violations(schemaOf(file), Files.readString(RULES.resolve(file))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            rule  | id: bulk-download     | id: Bulk
            rule  | severity: P2          | severity: P5
            rule  | sum: bytes            | sum: device
            rule  | sum: bytes            | sum: bytes, count: true
            rule  | of: file.download     | of: file.dwnload
            rule  | over: 1h              | over: 1 hour
            rule  | status: live          | status: alive
            rule  | grouping:             | groups:
            rule  | number: 2             | number: 14
            cases | kind: firing          | kind: fires
            cases | type: file.download   | type: web.visit
            cases | name:                 | title:
            """)
    void shouldRefuseWhatTheReaderRefuses(String schema, String text, String other) throws Exception {
        String file = schema.equals("rule") ? "rule.yaml" : "cases.yaml";
        String yaml =
                Files.readString(RULES.resolve("catalogue/siem/bulk-download").resolve(file));
        assertThat(yaml).contains(text);

        assertThat(violations(schema, yaml.replaceFirst(Pattern.quote(text), other)))
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            whole-person | root: Behaviour        | root: the behaviour
            whole-person | 0.986                  | 1.986
            whole-person | parents: [Behaviour]   | parent: Behaviour
            whole-person | strength: weak         | strength: feeble
            whole-person | halfLife: 14d          | halfLife: -14d
            whole-person | weak: 2.4              | weak: 0.4
            context      | multiplies: odds       | multiplies: probability
            context      | multiplier: 3          | multiplier: 1
            context      | cap: 12                | limit: 12
            """)
    void shouldRefuseWhatTheReaderOfTheModelRefuses(String schema, String text, String other) throws Exception {
        String yaml = Files.readString(RULES.resolve("model").resolve(schema + ".yaml"));
        assertThat(yaml).contains(text);

        assertThat(violations(schema, yaml.replaceFirst(Pattern.quote(text), other)))
                .isNotEmpty();
    }
}
