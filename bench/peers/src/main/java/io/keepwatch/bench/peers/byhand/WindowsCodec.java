package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Person;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** A person with their windows as bytes: what a hand-written loop would keep in a state store. */
final class WindowsCodec {
    private final StateWriter out = new StateWriter();
    private final Map<String, ZoneId> zones = new HashMap<>();

    byte[] write(PersonWindows windows) {
        Person person = windows.person();
        out.reset();
        out.number(person.privileged() ? 1 : 0);
        out.text(person.zone().getId());
        out.number(person.noticeSecond());
        out.number(person.knownSince());
        sum(windows.downloads());
        sum(windows.failures());
        out.number(windows.writes().size());
        windows.writes().forEach((device, written) -> {
            out.text(device);
            sum(written);
        });
        out.number(windows.restarts().size());
        windows.restarts().forEach((agent, restarts) -> {
            out.text(agent.host());
            out.text(agent.name());
            sum(restarts);
        });
        days(windows.uploads());
        return out.toArray();
    }

    private void sum(SlidingSum sum) {
        out.number(sum.size());
        long before = 0;
        for (int i = 0; i < sum.size(); i++) {
            out.number(sum.time(i) - before);
            out.number(sum.amount(i));
            before = sum.time(i);
        }
    }

    private void days(DailySums days) {
        if (days.isEmpty()) {
            out.number(0);
            return;
        }
        out.number(1 + DailySums.BASELINE);
        out.number(days.today() - DailySums.BASELINE);
        for (int ago = DailySums.BASELINE; ago >= 0; ago--) {
            out.number(days.ago(ago));
        }
    }

    PersonWindows read(String subject, byte[] stored) {
        StateReader in = new StateReader(stored);
        boolean privileged = in.number() == 1;
        ZoneId zone = zones.computeIfAbsent(in.text(), ZoneId::of);
        PersonWindows windows = new PersonWindows(new Person(subject, privileged, zone, in.number(), in.number()));
        sum(in, windows.downloads());
        sum(in, windows.failures());
        for (long devices = in.number(); devices > 0; devices--) {
            sum(in, windows.writesTo(in.text()));
        }
        for (long agents = in.number(); agents > 0; agents--) {
            sum(in, windows.restartsOf(new PersonWindows.Agent(in.text(), in.text())));
        }
        days(in, windows.uploads());
        return windows;
    }

    private static void sum(StateReader in, SlidingSum sum) {
        long time = 0;
        for (long entries = in.number(); entries > 0; entries--) {
            time += in.number();
            sum.put(time, in.number());
        }
    }

    private static void days(StateReader in, DailySums days) {
        long count = in.number();
        if (count > 0) {
            long first = in.number();
            for (long day = 0; day < count; day++) {
                days.add(first + day, in.number());
            }
        }
    }
}
