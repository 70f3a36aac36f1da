package io.keepwatch.notification;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds messages to the committed schemas. */
public final class Schemas {
    private static final Path FOLDER = Path.of("../../contracts/schemas");

    private Schemas() {}

    /** What the schema has against the message. */
    public static List<Error> complaints(String schemaFile, byte[] message) {
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(FOLDER.resolve(schemaFile)), InputFormat.JSON);
            return schema.validate(new String(message, StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
