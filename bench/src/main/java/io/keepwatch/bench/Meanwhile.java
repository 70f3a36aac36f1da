package io.keepwatch.bench;

import java.io.IOException;
import java.util.List;

/** What is done to the platform while it judges a load. */
interface Meanwhile extends AutoCloseable {
    /** Leaves the platform alone. */
    Meanwhile NOTHING = new Meanwhile() {
        @Override
        public void start() {
            // Nothing is done.
        }

        @Override
        public List<Figure> finish() {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };

    /** Begins; returns at once. */
    void start();

    /** Waits for its end; what was measured. */
    List<Figure> finish() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** Made when the load is known. */
    interface Maker {
        /** @param lines how many records the load will put into the activity topic */
        Meanwhile of(Doors doors, long lines) throws IOException;
    }
}
