package io.keepwatch.bench;

import io.keepwatch.contracts.IdentityJson;
import java.io.BufferedOutputStream;
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
        List<List<Arrival>> arrivals = new ArrayList<>();
        for (int client = 0; client < clientCount; client++) {
            arrivals.add(new ArrayList<>());
        }
        SplittableRandom random = new SplittableRandom(workload.seed() + 1);
        long[] counts = new long[2];
        try (OutputStream out = open(activities)) {
            new ActivityGenerator(workload).generate(activity -> {
                byte[] line = activity.line();
                writeLine(out, line);
                counts[0]++;
                List<Arrival> arriving = arrivals.get(activity.person() % clientCount);
                switch (delivery) {
                    case Delivery.InOrder() -> arriving.add(new Arrival(activity.time(), line));
                    case Delivery.Delayed(Duration upTo, int repeatedPerThousand) -> {
                        arriving.add(new Arrival(delayed(activity, upTo, random), line));
                        if (random.nextInt(1000) < repeatedPerThousand) {
                            counts[1]++;
                            arriving.add(new Arrival(delayed(activity, upTo, random), line));
                        }
                    }
                }
            });
        }
        List<Path> clients = new ArrayList<>();
        for (int client = 0; client < clientCount; client++) {
            Path file = directory.resolve("client-" + client + ".ndjson");
            List<Arrival> arriving = arrivals.get(client);
            arriving.sort(Comparator.comparing(Arrival::at));
            try (OutputStream out = open(file)) {
                arriving.forEach(arrival -> writeLine(out, arrival.line()));
            }
            clients.add(file);
        }
        return new GeneratedLoad(identities, activities, List.copyOf(clients), counts[0], counts[1]);
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
