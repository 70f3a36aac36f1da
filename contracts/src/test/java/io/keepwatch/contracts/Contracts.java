package io.keepwatch.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The committed schemas and examples, for the tests. */
final class Contracts {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private Contracts() {}

    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode schema(String name) {
        try {
            return JSON.readTree(text(ROOT.resolve("schemas").resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The violations of a message against a schema, each with its place; empty if there are none. */
    static List<String> violations(String schemaName, String message) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
        Schema schema = registry.getSchema(
                SchemaLocation.of("https://keepwatch.example/schemas/" + schemaName),
                text(ROOT.resolve("schemas").resolve(schemaName)),
                InputFormat.JSON);
        return schema.validate(message, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
