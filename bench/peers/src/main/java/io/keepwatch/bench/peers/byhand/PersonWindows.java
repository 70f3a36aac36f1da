package io.keepwatch.bench.peers.byhand;

import io.keepwatch.bench.peers.Person;
import java.util.HashMap;
import java.util.Map;

/**
 * The windows of the nine rules of one person, as plain rings of numbers. Whoever judges feeds it in time order. Times
 * count in whole seconds in windows up to an hour and in whole minutes in longer ones, as the rules say.
 */
public final class PersonWindows {
    private static final int SECOND = 1;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY_MINUTES = 24 * 60;
    private static final int TEN_MINUTES = 10 * 60;

    /** Fewest and most days that a mean day is taken of. */
    private static final int FEWEST_DAYS = 14;

    private final Person person;
    private final LocalDays days;
    private final SlidingSum downloaded = new SlidingSum(SECOND, HOUR);
    private final Map<String, SlidingSum> written = new HashMap<>(0);
    private final SlidingSum failedAdmin = new SlidingSum(SECOND, TEN_MINUTES);
    private final Map<Agent, SlidingSum> restarts = new HashMap<>(0);
    private final DailySums uploaded = new DailySums();

    record Agent(String host, String name) {}

    public PersonWindows(Person person) {
        this.person = person;
        this.days = new LocalDays(person.zone());
    }

    /** Bytes downloaded within the hour. */
    public long download(long second, long bytes) {
        return downloaded.add(second, bytes);
    }

    /** Bytes written to the device within 24 hours. */
    public long write(long second, String device, long bytes) {
        return writesTo(device).add(second, bytes);
    }

    /** Logins as administrator that failed within ten minutes. */
    public long failAsAdmin(long second) {
        return failedAdmin.add(second, 1);
    }

    public long failedAdmin(long second) {
        return failedAdmin.at(second);
    }

    public void restart(long second, String host, String agent) {
        restartsOf(new Agent(host, agent)).add(second, 1);
    }

    /** Restarts that the agent announced within ten minutes. */
    public long restarts(long second, String host, String agent) {
        SlidingSum sum = restarts.get(new Agent(host, agent));
        return sum == null ? 0 : sum.at(second);
    }

    /** Bytes uploaded today. */
    public long upload(long second, long bytes) {
        uploaded.add(days.dayOf(second), bytes);
        return uploaded.ofToday();
    }

    /** Bytes uploaded on the days before today that a mean is taken of. */
    public long uploadedBefore() {
        return uploaded.before();
    }

    /** How many days that mean is taken of; 0 while there are too few. */
    public long baselineDays(long second) {
        long known = days.dayOf(second) - new LocalDays(person.zone()).dayOf(person.knownSince());
        return known < FEWEST_DAYS ? 0 : Math.min(known, DailySums.BASELINE);
    }

    Person person() {
        return person;
    }

    SlidingSum downloads() {
        return downloaded;
    }

    Map<String, SlidingSum> writes() {
        return written;
    }

    SlidingSum writesTo(String device) {
        return written.computeIfAbsent(device, any -> new SlidingSum(MINUTE, DAY_MINUTES));
    }

    SlidingSum failures() {
        return failedAdmin;
    }

    Map<Agent, SlidingSum> restarts() {
        return restarts;
    }

    SlidingSum restartsOf(Agent agent) {
        return restarts.computeIfAbsent(agent, any -> new SlidingSum(SECOND, TEN_MINUTES));
    }

    DailySums uploads() {
        return uploaded;
    }
}
