package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.candidate.RuleFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of rule sets below the state directory, each named by its content: what is tried and loaded is the copy, so that
 * nothing changes underneath. The copy of the last accepted set stays; a restart judges with it at once.
 */
final class StagedSets {
    private static final Logger LOG = LoggerFactory.getLogger(StagedSets.class);
    private static final String ACCEPTED = "accepted";
    private static final String HALF = ".half";
    private static final String CONTENT = "content";
    private static final String COMMIT = "commit";
    private static final String APPROVALS = "approvals";

    private static final Pattern COPY = Pattern.compile("[0-9a-f]{64}");

    private final Path directory;

    /** @param directory made when something is staged */
    StagedSets(Path directory) {
        this.directory = directory;
    }

    /**
     * The set accepted last.
     *
     * @param content names its files
     * @param commit the Git commit it was made from, where known
     * @param approvals how many it had to carry then
     */
    record Accepted(String content, @Nullable String commit, int approvals) {}

    /** Copies the files, unless their copy is there and whole. */
    Path stage(RuleFiles files) throws IOException {
        Path copy = copyOf(files.digest());
        if (isWhole(files.digest())) {
            return copy;
        }
        delete(copy);
        Path half = directory.resolve(files.digest() + HALF);
        delete(half);
        files.writeTo(half);
        Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
        return copy;
    }

    /** Where the copy of a content lies. */
    Path copyOf(String content) {
        return directory.resolve(content);
    }

    /** Whether the copy holds what its name says. */
    boolean isWhole(String content) {
        try {
            return Files.isDirectory(copyOf(content))
                    && RuleFiles.read(copyOf(content)).digest().equals(content);
        } catch (RuleSetException e) {
            return false;
        }
    }

    /** The set accepted last, if its copy is still whole. */
    @Nullable
    Accepted accepted() {
        Properties said = new Properties();
        try (Reader in = Files.newBufferedReader(directory.resolve(ACCEPTED))) {
            said.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
        String content = said.getProperty(CONTENT);
        String approvals = said.getProperty(APPROVALS, "0");
        return content != null && COPY.matcher(content).matches() && approvals.matches("[0-9]{1,3}") && isWhole(content)
                ? new Accepted(content, said.getProperty(COMMIT), Integer.parseInt(approvals))
                : null;
    }

    /** Remembers the set for the next start, and no other. Where that cannot be written, the next start takes longer. */
    void accept(Accepted accepted) {
        Properties said = new Properties();
        said.setProperty(CONTENT, accepted.content());
        said.setProperty(APPROVALS, Integer.toString(accepted.approvals()));
        if (accepted.commit() != null) {
            said.setProperty(COMMIT, accepted.commit());
        }
        Path half = directory.resolve(ACCEPTED + HALF);
        try {
            try (Writer out = Files.newBufferedWriter(half)) {
                said.store(out, null);
            }
            Files.move(
                    half,
                    directory.resolve(ACCEPTED),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forgetAllBut(accepted.content());
        } catch (IOException e) {
            LOG.warn("the accepted rule set cannot be remembered for the next start: {}", e.toString());
        }
    }

    private void forgetAllBut(String content) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path copy : copies) {
                String name = String.valueOf(copy.getFileName());
                if (COPY.matcher(name).lookingAt() && !name.equals(content)) {
                    delete(copy);
                }
            }
        }
    }

    private static void delete(Path copy) throws IOException {
        if (!Files.exists(copy)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(copy)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
