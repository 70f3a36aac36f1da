package io.keepwatch.cases;

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

/** The committed schemas of the contract, which every message of ours must satisfy. */
final class Schemas {
    private static final Path COMMITTED = Path.of("../../contracts/schemas");

    private Schemas() {}

    /** What a message violates of a schema; nothing if it satisfies it. */
    static List<Error> violations(String schema, byte[] message) {
        try {
            Schema committed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(COMMITTED.resolve(schema)), InputFormat.JSON);
            return committed.validate(new String(message, StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
