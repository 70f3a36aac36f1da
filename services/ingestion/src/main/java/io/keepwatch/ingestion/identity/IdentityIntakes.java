package io.keepwatch.ingestion.identity;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.ingestion.IngestionConfig;
import io.keepwatch.ingestion.body.BodyTooLargeException;
import io.keepwatch.ingestion.body.Pieces;
import io.keepwatch.ingestion.body.Utf8;
import io.keepwatch.ingestion.http.Answer;
import io.keepwatch.ingestion.http.Problems;
import io.keepwatch.ingestion.http.Rejections;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.kafka.common.KafkaException;

/** Takes in requests' identities in batches, each durable and applied before the next is read. */
@Singleton
class IdentityIntakes {
    private static final int BATCH_LINES = 500;
    private static final int BATCH_BYTES = 4_000_000;

    private final Identities identities;
    private final Clock clock;
    private final IngestionConfig config;

    IdentityIntakes(Identities identities, Clock clock, IngestionConfig config) {
        this.identities = identities;
        this.clock = clock;
        this.config = config;
    }

    /** Takes everything that can be taken. */
    Response take(Pieces lines) throws IOException {
        return new Request().take(lines);
    }

    private final class Request {
        private final Rejections rejections = new Rejections();
        private final List<IdentityLine> batch = new ArrayList<>();
        private int batchBytes;
        private long accepted;
        private long settled;
        private boolean readable;

        Response take(Pieces lines) throws IOException {
            try {
                read(lines);
            } catch (BodyTooLargeException e) {
                return with(Problems.tooLarge(e.reason()));
            } catch (KafkaException e) {
                return with(Problems.unavailable("Lines after settledLines may not be applied", config.retryAfter()));
            }
            if (!readable) {
                return with(Problems.unreadable(
                        rejections.count() == 0 ? "The body is empty" : "No line of the body is an identity"));
            }
            return Response.ok(answer()).build();
        }

        private void read(Pieces lines) throws IOException {
            try {
                while (lines.next()) {
                    line(lines);
                    if (batch.size() >= BATCH_LINES || batchBytes >= BATCH_BYTES) {
                        apply(lines.number());
                    }
                }
            } catch (ZipException | EOFException e) {
                rejections.add(lines.number() + 1, "the body breaks off: it cannot be unpacked");
            } catch (BodyTooLargeException e) {
                apply(lines.number());
                throw e;
            }
            apply(lines.number());
        }

        private void line(Pieces lines) {
            String fault = lines.fault();
            if (fault != null) {
                rejections.add(lines.number(), fault);
                return;
            }
            if (!Utf8.isText(lines.buffer(), lines.offset(), lines.length())) {
                rejections.add(lines.number(), "not UTF-8 text");
                return;
            }
            byte[] json = Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length());
            try {
                batch.add(IdentityLine.read(lines.number(), json, clock.instant()));
                batchBytes += json.length;
                readable = true;
            } catch (MalformedMessageException e) {
                readable |= !e.isUnreadable();
                rejections.add(lines.number(), e.reason());
            }
        }

        private void apply(long upTo) {
            accepted += identities.replace(batch, rejections);
            batch.clear();
            batchBytes = 0;
            settled = upTo;
        }

        private Answer answer() {
            return rejections.answer(accepted);
        }

        private Response with(HttpProblem.Builder problem) {
            return problem.with("accepted", accepted)
                    .with("rejected", answer().rejected())
                    .with("rejectedCount", answer().rejectedCount())
                    .with("settledLines", settled)
                    .build()
                    .toResponse();
        }
    }
}
