package io.keepwatch.platform.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Makes one file of several that are each sorted by person and time, of which each ends before the next begins. */
final class SortedMerge {
    /** Bytes as characters, one for one: what is written is what was read, and keys compare as the store sorts them. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final JsonFactory JSON = new JsonFactory();

    private SortedMerge() {}

    /** The next line of a file. */
    private static final class Source implements AutoCloseable {
        private final int number;
        private final BufferedReader reader;
        private String line = "";
        private String subject = "";

        private Source(int number, Path file) throws IOException {
            this.number = number;
            this.reader = Files.newBufferedReader(file, BYTES);
        }

        private boolean advance() throws IOException {
            String next = reader.readLine();
            if (next == null) {
                return false;
            }
            line = next;
            subject = subjectOf(next);
            return true;
        }

        private String subject() {
            return subject;
        }

        private int number() {
            return number;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** @param parts in the order of their times */
    static void merge(List<Path> parts, Path target) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(target, BYTES)) {
            PriorityQueue<Source> next =
                    new PriorityQueue<>(Comparator.comparing(Source::subject).thenComparing(Source::number));
            for (Path part : parts) {
                Source source = new Source(sources.size(), part);
                sources.add(source);
                if (source.advance()) {
                    next.add(source);
                }
            }
            for (Source source = next.poll(); source != null; source = next.poll()) {
                out.write(source.line);
                out.write('\n');
                if (source.advance()) {
                    next.add(source);
                }
            }
        } finally {
            for (Source source : sources) {
                source.close();
            }
        }
    }

    private static String subjectOf(String line) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("subject");
                json.nextToken();
                if (found) {
                    return json.getText();
                }
                json.skipChildren();
            }
        }
        throw new IOException("An exported activity does not say whose it is");
    }
}
