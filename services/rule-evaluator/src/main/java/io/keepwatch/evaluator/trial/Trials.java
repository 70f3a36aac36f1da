package io.keepwatch.evaluator.trial;

import io.keepwatch.contracts.MalformedMessageException;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.candidate.CandidateVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one process standing by that tries rule sets, and replaces it after a refusal, when it took too long, and after so
 * many sets: nothing that a set leaves behind in it is there for the next for long. A new process gets warm by trying the
 * set that judges once more; one that has grown old goes on until its successor is warm, so that no set waits for that.
 */
public final class Trials implements RuleTrial, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    /** The number of a trial that nobody waits for. */
    private static final long REHEARSAL = 0;

    private final List<String> command;
    private final Path home;
    private final Limits limits;
    private @Nullable TrialProcess standing;
    private @Nullable TrialProcess successor;
    private int tried;
    private long asked;
    private volatile State state = State.NONE;

    /**
     * Bounds of a trial.
     *
     * @param time a set may take, the start of the process included
     * @param sets a process tries before a successor is started
     */
    public record Limits(Duration time, int sets) {
        /** What the service works with. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(60), 50);
    }

    /** How the process is. */
    public enum State {
        /** There is none yet. */
        NONE,
        /** It stands by. */
        STANDING,
        /** It tries a set. */
        TRYING,
        /** It cannot be started; new sets are refused. */
        CANNOT_START
    }

    /**
     * @param command starts the process
     * @param home a directory of our own
     */
    public Trials(List<String> command, Path home, Limits limits) {
        this.command = List.copyOf(command);
        this.home = home;
        this.limits = limits;
    }

    public State state() {
        return state;
    }

    @Override
    public synchronized void standBy(Supplier<@Nullable Path> known) {
        try {
            TrialProcess found = standing;
            if (found == null || !found.isAlive()) {
                getWarm(standing(), known);
            } else if (tried >= limits.sets()) {
                succeed(found, known);
            }
        } catch (IOException e) {
            // Said by the state, and by the next trial.
        }
    }

    private void succeed(TrialProcess old, Supplier<@Nullable Path> known) throws IOException {
        TrialProcess next = successor;
        if (next == null || !next.isAlive()) {
            next = start();
            getWarm(next, known);
            successor = next;
        }
        if (next.isWarm()) {
            end(old);
            standing = next;
            successor = null;
            tried = 0;
            state = State.STANDING;
        }
    }

    private static void getWarm(TrialProcess process, Supplier<@Nullable Path> known) throws IOException {
        Path set = known.get();
        if (set != null) {
            process.rehearse(REHEARSAL + " " + set.toAbsolutePath());
        }
    }

    @Override
    public synchronized TrialOutcome of(Path set) throws InterruptedException {
        try {
            return tried(set, standing());
        } catch (DeadException e) {
            // It may have been dead for long, or have been killed by somebody: a set is refused for killing a fresh
            // one.
            return ofFresh(set);
        } catch (IOException e) {
            return notStarted(e);
        }
    }

    private TrialOutcome ofFresh(Path set) throws InterruptedException {
        try {
            return tried(set, standing());
        } catch (DeadException e) {
            return refused("the process that tried the set died: " + e.getMessage());
        } catch (IOException e) {
            return notStarted(e);
        }
    }

    private static TrialOutcome notStarted(IOException e) {
        return new TrialOutcome.NotTried("no process can be started to try the set: " + e.getMessage());
    }

    /** It is gone. */
    private static final class DeadException extends IOException {
        private static final long serialVersionUID = 1L;

        private DeadException(@Nullable String reason) {
            super(reason);
        }
    }

    private TrialOutcome tried(Path set, TrialProcess process) throws InterruptedException, DeadException {
        state = State.TRYING;
        long number = ++asked;
        boolean reusable = false;
        try {
            process.ask(number + " " + set.toAbsolutePath());
            CandidateVerdict verdict = CandidateVerdict.read(process.answer(limits.time()));
            if (verdict.number() != number) {
                return refused("the process that tried the set answered another question");
            }
            reusable = verdict.passed() || !verdict.touched();
            tried++;
            return verdict.passed()
                    ? new TrialOutcome.Passed(verdict.rules(), verdict.cases())
                    : new TrialOutcome.Refused(verdict.problems());
        } catch (TimeoutException e) {
            return refused("takes longer than " + limits.time().toSeconds() + " s to compile and prove");
        } catch (MalformedMessageException e) {
            return refused("the process that tried the set answered nonsense: " + e.getMessage());
        } catch (IOException e) {
            throw new DeadException(e.getMessage());
        } finally {
            if (!reusable) {
                end(process);
            } else {
                state = State.STANDING;
            }
        }
    }

    private static TrialOutcome refused(String reason) {
        return new TrialOutcome.Refused(List.of(new RuleProblem(null, "catalogue", 0, reason)));
    }

    private TrialProcess standing() throws IOException {
        TrialProcess found = standing;
        if (found != null && found.isAlive()) {
            return found;
        }
        try {
            TrialProcess started = start();
            standing = started;
            tried = 0;
            state = State.STANDING;
            return started;
        } catch (IOException e) {
            if (state != State.CANNOT_START) {
                LOG.error("no process can be started to try rule sets; new sets are refused: {}", e.getMessage());
            }
            state = State.CANNOT_START;
            throw e;
        }
    }

    private TrialProcess start() throws IOException {
        Files.createDirectories(home);
        TrialProcess started = TrialProcess.start(command, home.resolve("empty"), home.resolve("trial.log"));
        LOG.debug("a process stands by to try rule sets, pid {}", started.pid());
        return started;
    }

    private void end(TrialProcess process) {
        process.kill();
        standing = null;
        state = State.NONE;
    }

    /** Ends the process; another trial would start another. */
    @Override
    public synchronized void close() {
        if (successor != null) {
            successor.kill();
            successor = null;
        }
        if (standing != null) {
            end(standing);
        }
    }

    /** The process that stands by, for tests that harm it. */
    synchronized long pid() {
        return standing == null ? -1 : standing.pid();
    }
}
