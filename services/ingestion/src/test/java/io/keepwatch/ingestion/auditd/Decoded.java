package io.keepwatch.ingestion.auditd;

import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityDraft;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.format.LineDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a request's lines became; every activity went through its JSON, as it would on its way to a consumer. */
record Decoded(List<Activity> activities, Map<Long, String> rejected) {

    static Decoded of(String... lines) {
        return of(List.of(lines));
    }

    static Decoded of(List<String> lines) {
        List<byte[]> bytes = lines.stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        return ofBytes(bytes);
    }

    static Decoded ofBytes(List<byte[]> lines) {
        Collected sink = new Collected();
        LineDecoder decoder = new AuditdFormat().newDecoder();
        long number = 0;
        for (byte[] line : lines) {
            decoder.line(line, 0, line.length, ++number, sink);
        }
        decoder.end(sink);
        return new Decoded(sink.activities, sink.rejected);
    }

    <T extends Activity> T only(Class<T> type) {
        if (activities.size() != 1) {
            throw new AssertionError("expected one activity, there are " + activities + " and " + rejected);
        }
        return type.cast(activities.getFirst());
    }

    static final class Collected implements LineDecoder.Sink {
        private final List<Activity> activities = new ArrayList<>();
        private final Map<Long, String> rejected = new TreeMap<>();

        @Override
        public void accept(ActivityDraft draft, long lineNumber) {
            try {
                Activity activity = draft.build("linux-audit", "somebody", false);
                activities.add(ActivityJson.read(ActivityJson.write(activity)));
            } catch (MalformedMessageException e) {
                throw new AssertionError("no consumer could read the activity of line " + lineNumber, e);
            }
        }

        @Override
        public void reject(long lineNumber, String reason) {
            if (rejected.put(lineNumber, reason) != null) {
                throw new AssertionError("line " + lineNumber + " was rejected twice");
            }
        }
    }
}
