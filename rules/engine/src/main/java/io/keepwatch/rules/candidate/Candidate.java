package io.keepwatch.rules.candidate;

import io.keepwatch.rules.book.RuleBooks;
import io.keepwatch.rules.book.RuleFolder;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSet;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.RuleSetReader;
import io.keepwatch.rules.judgement.CompiledConditions;
import io.keepwatch.rules.judgement.Lists;
import io.keepwatch.rules.judgement.RuleCompiler;
import io.keepwatch.rules.judgement.RuleSource;
import io.keepwatch.rules.proof.Proof;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tries rule sets in a process of its own, so that what a set does while it is compiled and run, or to the memory and
 * time of whoever does it, happens to nobody else. A question is a line: a number, a blank, the directory of the set. The
 * answer is a line: {@link CandidateVerdict}.
 */
public final class Candidate {
    private static final Pattern QUESTION = Pattern.compile("(\\d{1,18}) (.+)");
    private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9})");
    private static final String END = "";

    private final CompiledConditions kept;
    private final BlockingQueue<String> questions = new LinkedBlockingQueue<>();

    /** @param compiled where compiled conditions are left for whoever loads the set after it passed */
    public Candidate(Path compiled) {
        this.kept = CompiledConditions.tryingIn(compiled);
    }

    /**
     * Answers until {@code in} ends. That is when the asking process is gone, and then this one goes too, whatever it is
     * doing: {@code whenOver} is called.
     */
    public void serve(InputStream in, OutputStream out, Runnable whenOver) throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("questions").start(() -> {
            listen(in);
            whenOver.run();
        });
        warmUp();
        for (String question = questions.take(); !question.equals(END); question = questions.take()) {
            Matcher asked = QUESTION.matcher(question);
            if (asked.matches()) {
                out.write(answer(Long.parseLong(asked.group(1)), Path.of(asked.group(2)))
                        .line());
                out.write('\n');
                out.flush();
            }
        }
    }

    private void listen(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isEmpty()).forEach(questions::add);
        } catch (IOException | RuntimeException e) {
            // As good as its end.
        } finally {
            questions.add(END);
        }
    }

    /** The first compilation in a process takes seconds; nobody should wait for it. */
    private static void warmUp() {
        try {
            RuleCompiler.compile(
                    List.of(new RuleSource(
                            "warm-up",
                            "warm-up",
                            "rule \"warm-up\"\nwhen\n    UsbWrite( bytes > 1 )\nthen\n    raise.alert();\nend\n",
                            Map.of())),
                    List.of(),
                    new Lists(Map.of()));
        } catch (RuleSetException e) {
            throw new IllegalStateException("the engine refuses its own rule", e);
        }
    }

    /** Reads, checks, compiles and proves a set. */
    CandidateVerdict answer(long number, Path set) {
        try {
            RuleSet read = RuleSetReader.read(set);
            List<RuleProblem> seen = RuleBooks.look(read);
            if (!seen.isEmpty()) {
                return CandidateVerdict.untouched(number, seen);
            }
            return proven(number, set, read);
        } catch (RuleSetException e) {
            return CandidateVerdict.untouched(number, e.problems());
        }
    }

    private CandidateVerdict proven(long number, Path set, RuleSet read) {
        try {
            if (read.folders().stream().anyMatch(folder -> folder.status() == RuleFolder.Status.DRAFT)) {
                // As it would judge; it is proven together with its drafts, whose cases must hold, too.
                RuleBooks.of(read, null, kept);
            }
            long rules = read.folders().stream()
                    .filter(folder -> folder.status().judges())
                    .count();
            List<Proof.Result> results = Proof.of(set, kept);
            return new CandidateVerdict(number, (int) rules, results.size(), true, failures(results));
        } catch (RuleSetException e) {
            return new CandidateVerdict(number, 0, 0, true, e.problems());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new CandidateVerdict(
                    number, 0, 0, true, List.of(new RuleProblem(null, "catalogue", 0, "cannot be tried: " + e)));
        }
    }

    private static List<RuleProblem> failures(List<Proof.Result> results) {
        List<RuleProblem> problems = new ArrayList<>();
        for (Proof.Result result : results) {
            String failure = result.failure();
            if (failure != null) {
                Matcher place = PLACE.matcher(result.where());
                boolean hasLine = place.matches();
                String file = hasLine ? place.group(1) : result.where();
                problems.add(new RuleProblem(
                        result.rule().equals(file) ? null : result.rule(),
                        file,
                        hasLine ? Integer.parseInt(place.group(2)) : 0,
                        result.name() + ": " + failure.strip()));
            }
        }
        return problems;
    }
}
