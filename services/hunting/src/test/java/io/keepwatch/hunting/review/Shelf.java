package io.keepwatch.hunting.review;

import io.keepwatch.contracts.Activity;
import io.keepwatch.hunting.asking.Cancellation;
import io.keepwatch.hunting.question.Condition;
import io.keepwatch.hunting.question.Question;
import io.keepwatch.hunting.store.Batch;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.ReaderSettings;
import io.keepwatch.hunting.store.StoreReader;
import io.keepwatch.hunting.store.TestStores;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;

/** A store with activities in it, and what is asked of it. */
final class Shelf implements AutoCloseable {
    static final ReviewLimits LIMITS = new ReviewLimits(10, TestStores.PATIENCE);

    private final EventStore store;
    private final StoreReader reader;

    Shelf(Path directory, List<Activity> activities) throws Exception {
        store = TestStores.open(directory);
        Batch batch = new Batch();
        long offset = 0;
        for (Activity activity : activities) {
            batch.add(0, offset++, activity);
        }
        store.append(batch, (partition, stored, repeated) -> {});
        reader = new StoreReader(store, new ReaderSettings(512L << 20, 2));
    }

    StoreReader reader() {
        return reader;
    }

    DepartureReview review(Departure departure) throws Exception {
        return review(departure, LIMITS);
    }

    DepartureReview review(Departure departure, ReviewLimits limits) throws Exception {
        return new DepartureReviews(reader, () -> Story.PRIORITIES, limits).review(departure, new Cancellation());
    }

    PullTransfers pullTransfers() {
        return new PullTransfers(reader, LIMITS);
    }

    LeftOpen leftOpen() {
        return new LeftOpen(reader, LIMITS);
    }

    /** How many activities a question finds, asked as an analyst would. */
    long count(String question) throws Exception {
        Condition condition = Question.parse(question).condition();
        return reader.ask(Batch.EARLIEST, Batch.END, TestStores.PATIENCE, asked -> {
            try (PreparedStatement select =
                    asked.prepare("SELECT count(*) FROM " + asked.table() + " WHERE " + condition.sql())) {
                int at = 1;
                for (Object parameter : condition.parameters()) {
                    select.setObject(at++, parameter);
                }
                ResultSet rows = select.executeQuery();
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public void close() throws Exception {
        reader.close();
        store.close();
    }
}
