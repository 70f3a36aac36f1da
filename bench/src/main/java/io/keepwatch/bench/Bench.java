package io.keepwatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code make bench}: full-scale figures of a running platform, and of judging beside other engines, one JSON line each
 * on standard output; progress goes to standard error. Exit 0 only if every alert came out as the command line says, and
 * the same from every engine.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures judging beside other engines; plays generated load through the doors of a running platform"
                        + " (make up) and compares what came out.")
public final class Bench implements Callable<Integer> {
    /** The longest delay of the delayed run; under the lateness allowance of a day. */
    static final Duration LONGEST_DELAY = Duration.ofHours(20);

    static final int REPEATED_PER_THOUSAND = 20;

    private enum Run {
        JUDGING(false),
        STEP(false),
        IN_ORDER(true),
        DELAYED(true),
        KILLS(true),
        RELOADS(true),
        RESTART(true),
        BACKTEST(false),
        YEAR(false),
        HUNTING(true),
        HR(true);

        private final boolean needsPlatform;

        Run(boolean needsPlatform) {
            this.needsPlatform = needsPlatform;
        }
    }

    @Option(
            names = "--home",
            description = "the platform's home (default: ${DEFAULT-VALUE})",
            defaultValue = "${env:KEEPWATCH_HOME:-.keepwatch}")
    private Path home = Path.of(".keepwatch");

    @Option(
            names = "--activities",
            description =
                    "activities a run of the platform; 0: hunting asks what is stored (default: ${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private int activities;

    @Option(
            names = "--events",
            description = "activities a pass of judging and step (default: 5,000,000 and 2,000,000)")
    private int events;

    @Option(
            names = "--rounds",
            description = "rounds of judging, step and hunting (default: ${DEFAULT-VALUE})",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--monitored",
            description = "people monitored during the run of HR (default: ${DEFAULT-VALUE})",
            defaultValue = "100000")
    private int monitored;

    @Option(
            names = "--hr-events",
            description = "events confirmed, and periods that end in one minute, in the run of HR (default:"
                    + " ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private int hrEvents;

    @Option(
            names = "--hr-rate",
            description = "events of HR a second whose confirmation is waited for; 0: as fast as the door answers"
                    + " (default: ${DEFAULT-VALUE})",
            defaultValue = "0")
    private int hrRate;

    @Option(names = "--people", description = "people a run (default: ${DEFAULT-VALUE})", defaultValue = "10000")
    private int people;

    @Option(
            names = "--ordinary-people",
            description = "people who live an ordinary year (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int ordinaryPeople;

    @Option(
            names = "--days",
            description = "days the activities spread over (default: ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int days;

    @Option(names = "--clients", description = "posting clients (default: ${DEFAULT-VALUE})", defaultValue = "2")
    private int clients;

    @Option(names = "--seed", description = "seed of everything random (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private long seed;

    @Option(
            names = "--kill-rate",
            description = "activities a second while processes are killed or rules change (default: ${DEFAULT-VALUE})",
            defaultValue = "5000")
    private int killRate;

    @Option(
            names = "--reloads",
            description = "how often rules change while a load is judged (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int reloads;

    @Option(
            names = "--rules",
            description = "rules in the set that changes, at least; the missing ones are added for the run (default:"
                    + " ${DEFAULT-VALUE})",
            defaultValue = "60")
    private int rules;

    @Option(names = "--runs", split = ",", description = "which: ${COMPLETION-CANDIDATES} (default: all)")
    private List<Run> runs = List.of(Run.values());

    private final Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private boolean agreed = true;

    Bench() {}

    public static void main(String[] arguments) {
        System.exit(play(arguments));
    }

    /**
     * The command without leaving the process.
     *
     * @return 0 only if every activity is in the topic and every alert is as the command line says
     */
    public static int play(String... arguments) {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Bench::explain)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        // Before anything is measured for minutes: a platform that is not there is told at once.
        Optional<Doors> doors = runs.stream().anyMatch(run -> run.needsPlatform)
                ? Optional.of(PlatformDoors.attach(home))
                : Optional.empty();
        for (Run run : runs) {
            switch (run) {
                case JUDGING, STEP -> agreed &= new Peers(Directories.repository()).measure(peerArguments(run));
                case IN_ORDER ->
                    load(
                            doors.orElseThrow(),
                            "in-order",
                            new GeneratedLoad.Delivery.InOrder(),
                            Set.of(),
                            0,
                            (_, _) -> Meanwhile.NOTHING);
                case DELAYED ->
                    load(
                            doors.orElseThrow(),
                            "delayed",
                            new GeneratedLoad.Delivery.Delayed(LONGEST_DELAY, REPEATED_PER_THOUSAND),
                            LoadRun.RULES_THAT_ORDER_CHANGES,
                            0,
                            (_, _) -> Meanwhile.NOTHING);
                case KILLS ->
                    load(
                            doors.orElseThrow(),
                            "kills",
                            new GeneratedLoad.Delivery.InOrder(),
                            Set.of(),
                            killRate,
                            KillSequence::new);
                case RELOADS ->
                    load(
                            doors.orElseThrow(),
                            "reloads",
                            new GeneratedLoad.Delivery.InOrder(),
                            Set.of(),
                            killRate,
                            (to, _) -> new ReloadSequence(to, platformRules(), reloads, rules));
                case BACKTEST ->
                    inDirectory(directory -> new BacktestRun(Directories.repository())
                            .measure(workload("backtest"), directory)
                            .forEach(Bench::print));
                case YEAR ->
                    inDirectory(directory -> new YearRun(Directories.repository(), seed)
                            .measure(
                                    ordinaryPeople,
                                    end.atZone(ZoneOffset.UTC).toLocalDate().minusYears(1),
                                    directory)
                            .forEach(Bench::print));
                case HUNTING ->
                    inDirectory(directory -> {
                        HuntingRun hunting = new HuntingRun(doors.orElseThrow(), rounds);
                        List<Figure> figures = activities == 0
                                ? hunting.ask(end, 0, directory)
                                : hunting.measure(workload("hunting"), clients, directory);
                        figures.forEach(Bench::print);
                    });
                case HR ->
                    inDirectory(directory -> new HrRun(
                                    doors.orElseThrow(), workload("hr").name(), hrRate)
                            .measure(monitored, hrEvents, workload("hr-flow"), clients, killRate, directory)
                            .forEach(Bench::print));
                case RESTART ->
                    inDirectory(directory -> new RestartGap(doors.orElseThrow(), seed)
                            .measure(people, directory)
                            .forEach(Bench::print));
            }
        }
        return agreed ? 0 : 1;
    }

    private interface Measured {
        void in(Path directory) throws IOException, InterruptedException;
    }

    private static void inDirectory(Measured run) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("keepwatch-bench");
        try {
            run.in(directory);
        } finally {
            Directories.delete(directory);
        }
    }

    private List<String> peerArguments(Run run) {
        List<String> arguments = new ArrayList<>(List.of(
                "--runs", run.name(),
                "--people", Integer.toString(people),
                "--days", Integer.toString(days),
                "--rounds", Integer.toString(rounds),
                "--seed", Long.toString(seed)));
        if (events > 0) {
            arguments.addAll(List.of("--events", Integer.toString(events)));
        }
        return arguments;
    }

    /** What the platform's evaluator judges with. */
    private Path platformRules() {
        return home.resolve("rules");
    }

    private Workload workload(String name) {
        String unique = "%s-%d-%s".formatted(name, seed, Long.toString(System.currentTimeMillis() / 1000, 36));
        return new Workload(unique, seed, people, activities, days, end);
    }

    /** @param rate activities a second of all clients together; 0: as fast as the doors answer */
    private void load(
            Doors doors,
            String name,
            GeneratedLoad.Delivery delivery,
            Set<String> exceptRules,
            int rate,
            Meanwhile.Maker meanwhile)
            throws IOException, InterruptedException {
        inDirectory(directory -> load(doors, name, delivery, exceptRules, rate, meanwhile, directory));
    }

    private void load(
            Doors doors,
            String name,
            GeneratedLoad.Delivery delivery,
            Set<String> exceptRules,
            int rate,
            Meanwhile.Maker meanwhile,
            Path directory)
            throws IOException, InterruptedException {
        Workload workload = workload(name);
        progress("generating " + workload);
        GeneratedLoad load = GeneratedLoad.write(workload, delivery, clients, directory);
        List<FoundAlert> expected = new Judge(Directories.repository(), platformRules()).alerts(load, directory);
        progress("%,d lines, %,d of them twice; the command line finds %,d alerts: %s"
                .formatted(load.lines(), load.repeated(), expected.size(), AlertComparison.perRule(expected)));
        LoadRun run = new LoadRun(doors, rate);
        LoadRun.Result result;
        try (Meanwhile played = meanwhile.of(doors, load.lines() + load.repeated())) {
            played.start();
            result = run.run(workload, load, expected, exceptRules);
            for (Figure figure : played.finish()) {
                print(figure);
            }
        }
        report(name, load, result, rate > 0);
    }

    private void report(String name, GeneratedLoad load, LoadRun.Result result, boolean disturbed) {
        long lines = load.lines() + load.repeated();
        print(Figure.of(name + ": activities posted per second", lines / result.postingSeconds()));
        print(Figure.of(name + ": activities judged and stored per second", lines / result.judgedSeconds()));
        print(Figure.of(name + ": alerts expected", result.alerts().expected()));
        print(Figure.of(
                name + ": alerts that differ", result.alerts().differences().size()));
        print(Figure.of(
                name + ": activities not in the topic",
                load.lines() - result.topic().distinct()));
        long repeats = result.topic().more() - load.repeated();
        print(Figure.of(name + ": records in the topic beyond those posted", repeats));
        print(Figure.of(
                name + ": requests repeated by a client", result.posted().repeatedRequests()));
        result.alerts().differences().stream().limit(10).forEach(Bench::progress);
        boolean once = disturbed || result.posted().repeatedRequests() > 0 || repeats == 0;
        agreed &= result.alerts().agrees() && result.topic().distinct() == load.lines() && once;
    }

    /** What a user can do something about is told in one sentence; anything else with where it happened. */
    static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
        if (failure instanceof IOException) {
            command.getErr().println(command.getCommandName() + ": " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    static void progress(String line) {
        System.err.println(line);
    }

    private static void print(Figure figure) {
        System.out.println(figure.json());
    }
}
