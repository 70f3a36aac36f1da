package io.keepwatch.hunting.door;

import io.keepwatch.hunting.asking.AnswerTooLargeException;
import io.keepwatch.hunting.asking.ExportAnswer;
import io.keepwatch.hunting.asking.ExportFormat;
import io.keepwatch.hunting.http.Desk;
import io.keepwatch.hunting.store.QuestionStoppedException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an export while it is read, and lets go of what it holds whether it is ever written or not. */
final class ExportStream implements StreamingOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ExportStream.class);

    private final Desk.Visit visit;
    private final ExportFormat format;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable ExportAnswer answer;

    ExportStream(Desk.Visit visit, ExportFormat format) {
        this.visit = visit;
        this.format = format;
    }

    /** What is to be written. */
    ExportAnswer of(ExportAnswer opened) {
        answer = opened;
        return opened;
    }

    /** An answer that ends in the middle must not look whole: the failure breaks the connection off. */
    @Override
    public void write(OutputStream out) throws IOException {
        if (!begun.compareAndSet(false, true)) {
            throw new IOException("nobody waits for the export any more");
        }
        try (visit;
                ExportAnswer writing = answer) {
            if (writing != null) {
                writing.write(format, out);
            }
        } catch (QuestionStoppedException | AnswerTooLargeException e) {
            throw new IOException("the export was not written to its end", e);
        }
    }

    /** The client went away before anything was written, or there is a problem to tell instead. */
    void closeUnlessBegun() {
        if (begun.compareAndSet(false, true)) {
            try (visit;
                    ExportAnswer unused = answer) {
                return;
            } catch (IOException e) {
                LOG.warn("an export could not be closed: {}", e.getMessage());
            }
        }
    }
}
