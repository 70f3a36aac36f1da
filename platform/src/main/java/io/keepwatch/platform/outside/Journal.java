package io.keepwatch.platform.outside;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What arrived, in order, also over a restart: a message is answered only after it stands in the file. */
final class Journal {
    private final ObjectMapper json =
            JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();
    private final Path file;
    private final List<Received> items = new ArrayList<>();

    Journal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines) {
                // Only a last line can be half written, by a kill in the middle of it; it was never answered for.
                if (line.endsWith("}")) {
                    items.add(read(line));
                }
            }
            Files.write(file, items.stream().map(this::write).toList());
        }
    }

    synchronized void add(Received item) {
        try {
            Files.writeString(file, write(item) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        items.add(item);
    }

    /** {@code {"items":[…]}}, oldest first; what arrived at {@code since} is not told again. */
    synchronized byte[] answer(@Nullable Kind kind, Instant since) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode list = answer.putArray("items");
        items.stream()
                .filter(item -> kind == null || item.kind().equals(kind.label()))
                .filter(item -> item.at().isAfter(since))
                .forEach(item -> list.add(node(item)));
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String write(Received item) {
        return node(item).toString();
    }

    private ObjectNode node(Received item) {
        ObjectNode node = json.createObjectNode()
                .put("at", item.at().toString())
                .put("kind", item.kind())
                .put("path", item.path());
        node.set("headers", json.valueToTree(item.headers()));
        return node.put("body", item.body());
    }

    private Received read(String line) throws IOException {
        var node = json.readTree(line);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        node.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Received(
                Instant.parse(node.path("at").asText()),
                node.path("kind").asText(),
                node.path("path").asText(),
                headers,
                node.path("body").asText());
    }
}
