package io.keepwatch.platform.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What arrived, in order, also over a restart: a message is answered only after it stands in the file. Only where each
 * one stands is kept in memory, because a load of a hundred thousand people is told of by as many messages.
 */
final class Journal implements Closeable {
    private final ObjectMapper json =
            JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();
    private final RandomAccessFile file;
    private final List<Place> places = new ArrayList<>();
    private long end;

    /** Where a message stands in the file. */
    private record Place(String kind, Instant at, long begin, int length) {}

    Journal(Path path) throws IOException {
        if (Files.exists(path)) {
            remember(path);
        }
        file = new RandomAccessFile(path.toFile(), "rw");
        // Only a last line can be half written, by a kill in the middle of it; it was never answered for.
        file.setLength(end);
    }

    private void remember(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    JsonNode item = json.readTree(line.toByteArray());
                    place(
                            item.path("kind").asText(),
                            Instant.parse(item.path("at").asText()),
                            line.size());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
    }

    private void place(String kind, Instant at, int length) {
        places.add(new Place(kind, at, end, length));
        end += length + 1;
    }

    synchronized void add(Received item) {
        byte[] line = (node(item) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            file.seek(end);
            file.write(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        place(item.kind(), item.at(), line.length - 1);
    }

    /** {@code {"items":[…]}}, oldest first; what arrived at {@code since} is not told again. */
    synchronized byte[] answer(@Nullable Kind kind, Instant since) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes("{\"items\":[".getBytes(StandardCharsets.UTF_8));
        String separator = "";
        for (Place place : places) {
            if ((kind == null || place.kind().equals(kind.label()))
                    && place.at().isAfter(since)) {
                byte[] item = new byte[place.length()];
                file.seek(place.begin());
                file.readFully(item);
                answer.writeBytes(separator.getBytes(StandardCharsets.UTF_8));
                answer.writeBytes(item);
                separator = ",";
            }
        }
        answer.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return answer.toByteArray();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private ObjectNode node(Received item) {
        ObjectNode node = json.createObjectNode()
                .put("at", item.at().toString())
                .put("kind", item.kind())
                .put("path", item.path());
        node.set("headers", json.valueToTree(item.headers()));
        node.put("body", item.body());
        if (item.decrypted() != null) {
            node.set("decrypted", parsed(item.decrypted()));
        }
        return node;
    }

    /** As JSON where it is JSON. */
    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }
}
