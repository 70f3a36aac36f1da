package io.keepwatch.hunting.review;

import io.keepwatch.contracts.Activity;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir Path directory;

    @Test
    void time() throws Exception {
        Deeds deeds = new Deeds();
        SplittableRandom r = new SplittableRandom(1);
        int people = 1500;
        long n = 0;
        for (int h = 0; h < 24 * 90; h++) {
            Instant hour = Story.LEFT.minus(Duration.ofHours(h));
            for (int i = 0; i < 900; i++) {
                Deeds.Who who = Deeds.Who.person("n" + r.nextInt(people));
                Instant t = hour.plusSeconds(r.nextInt(3600) - 3600);
                switch (r.nextInt(8)) {
                    case 0 -> deeds.vpn(who, t, "172.16." + r.nextInt(20) + "." + r.nextInt(200));
                    case 1 -> deeds.pull(t, "web-" + r.nextInt(5), "172.16." + r.nextInt(20) + "." + r.nextInt(200), r.nextInt(1000000), null);
                    case 2 -> deeds.out(who, t, "h" + r.nextInt(100), "/usr/bin/scp", "203.0.113." + r.nextInt(200), r.nextInt(1000000));
                    case 3 -> deeds.download(who, t, "secret", 1000);
                    case 4 -> deeds.open(who, t, "h" + r.nextInt(100), "s" + r.nextInt(1000000), "ssh", null);
                    default -> deeds.start(who, t, "h" + r.nextInt(100), "/usr/bin/p" + r.nextInt(500));
                }
            }
        }
        long s0 = System.nanoTime();
        try (Shelf shelf = new Shelf(directory, deeds.all())) {
            System.err.println("SCRATCH stored in " + (System.nanoTime() - s0) / 1000000 + " ms");
            for (int i = 0; i < 4; i++) {
                long s = System.nanoTime();
                DepartureReview review = shelf.review(Story.departure("p-n" + (7 + i), Story.LEFT.plus(Story.GAP), Story.NEW_YORK));
                System.err.println("SCRATCH review " + (System.nanoTime() - s) / 1000000 + " ms " + review.before().activities() + " " + review.before().pulled().transfers().total());
            }
            Window month = new Window(Story.LEFT.minus(Duration.ofDays(30)), Story.LEFT);
            long s = System.nanoTime();
            System.err.println("SCRATCH all pulls " + shelf.pullTransfers().find(month, null).transfers().total() + " " + (System.nanoTime() - s) / 1000000 + " ms");
            s = System.nanoTime();
            shelf.leftOpen().asOf("p-n7", Story.LEFT);
            System.err.println("SCRATCH left open " + (System.nanoTime() - s) / 1000000 + " ms");
        }
    }
}
