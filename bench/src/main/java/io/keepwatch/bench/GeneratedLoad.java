package io.keepwatch.bench;

import io.keepwatch.contracts.IdentityJson;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A workload on disk: the identities, all activities in time order (what {@code make judge} reads), and one file per
 * posting client, people divided between them, in the order that client posts.
 */
record GeneratedLoad(Path identities, Path activities, List<Path> clients, long lines, long repeated) {

    /** How the clients' order differs from time order. */
    sealed interface Delivery {
        /** Every line once, in time order. */
        record InOrder() implements Delivery {}

        /**
         * Every line arrives after a seeded delay, some twice.
         *
         * @param upTo exclusive bound of the delay, less than the lateness allowance
         * @param repeatedPerThousand how many of a thousand lines arrive a second time, with a delay of their own
         */
        record Delayed(Duration upTo, int repeatedPerThousand) implements Delivery {}
    }

    private record Arrival(Instant at, byte[] line) {}

    static GeneratedLoad write(Workload workload, Delivery delivery, int clientCount, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        Path identities = directory.resolve("identities.ndjson");
        Population population = new Population(workload);
        try (OutputStream out = open(identities)) {
            for (int person = 0; person < workload.people(); person++) {
                writeLine(out, IdentityJson.write(population.identity(person)));
            }
        }
        Path activities = directory.resolve("activities.ndjson");
        List<Path> clients = IntStream.range(0, clientCount)
                .mapToObj(client -> directory.resolve("client-" + client + ".ndjson"))
                .toList();
        long[] counts = new long[2];
        try (OutputStream out = open(activities);
                ClientFiles files = new ClientFiles(clients)) {
            SplittableRandom random = new SplittableRandom(workload.seed() + 1);
            new ActivityGenerator(workload).generate(activity -> {
                byte[] line = activity.line();
                writeLine(out, line);
                counts[0]++;
                int client = activity.person() % clientCount;
                switch (delivery) {
                    case Delivery.InOrder() -> files.write(client, line);
                    case Delivery.Delayed(Duration upTo, int repeatedPerThousand) -> {
                        files.writeSorted(client, new Arrival(delayed(activity, upTo, random), line));
                        if (random.nextInt(1000) < repeatedPerThousand) {
                            counts[1]++;
                            files.writeSorted(client, new Arrival(delayed(activity, upTo, random), line));
                        }
                    }
                }
            });
        }
        return new GeneratedLoad(identities, activities, clients, counts[0], counts[1]);
    }

    /** What each client posts. Only what does not come in order is held in memory. */
    private static final class ClientFiles implements Closeable {
        private final List<OutputStream> files = new ArrayList<>();
        private final List<List<Arrival>> arriving = new ArrayList<>();

        private ClientFiles(List<Path> paths) throws IOException {
            for (Path path : paths) {
                files.add(open(path));
                arriving.add(new ArrayList<>());
            }
        }

        private void write(int client, byte[] line) {
            writeLine(files.get(client), line);
        }

        private void writeSorted(int client, Arrival arrival) {
            arriving.get(client).add(arrival);
        }

        @Override
        public void close() throws IOException {
            for (int client = 0; client < files.size(); client++) {
                try (OutputStream file = files.get(client)) {
                    List<Arrival> unsorted = arriving.get(client);
                    unsorted.sort(Comparator.comparing(Arrival::at));
                    unsorted.forEach(arrival -> writeLine(file, arrival.line()));
                }
            }
        }
    }

    private static Instant delayed(GeneratedActivity activity, Duration upTo, SplittableRandom random) {
        return activity.time().plusMillis(random.nextLong(upTo.toMillis()));
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }

    private static void writeLine(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
