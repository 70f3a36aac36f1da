package io.keepwatch.ingestion.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.keepwatch.contracts.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds what this service writes to the committed schemas, which are what other languages read. */
final class Schemas {
    private static final Path SCHEMAS = Path.of("../../contracts/schemas");

    private Schemas() {}

    /** Every message is of a known type and keeps that type's schema. */
    static void assertKept(List<ConsumerRecord<byte[], byte[]>> messages) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            CloudEvent.Type type = CloudEvent.Type.ofWireName(TopicTail.header(message, CloudEvent.TYPE_HEADER));
            assertThat(type).isNotNull();
            String json = new String(message.value(), StandardCharsets.UTF_8);
            assertThat(registry.getSchema(
                                    SchemaLocation.of("https://keepwatch.example/schemas/" + type.schema()),
                                    text(type.schema()),
                                    InputFormat.JSON)
                            .validate(json, InputFormat.JSON))
                    .as(json)
                    .isEmpty();
        }
    }

    private static String text(String schema) {
        try {
            return Files.readString(SCHEMAS.resolve(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
