package io.keepwatch.evaluator.catalogue;

import io.keepwatch.rules.approval.Approvals;
import io.keepwatch.rules.approval.Keys;
import io.keepwatch.rules.approval.Manifest;
import io.keepwatch.rules.book.Digests;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.candidate.RuleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The signatures that a rule set must carry here, whose they may be, and the newest set that carried them. */
final class RequiredApprovals {
    private static final int LARGEST_KEY = 10_000;
    private static final int MOST_KEYS = 1_000;
    private static final String NEWEST = "approved";

    private final int needed;
    private final Optional<Path> approversDirectory;
    private final Path state;

    /**
     * @param needed how many; 0 for none
     * @param approversDirectory the approvers' keys, where they lie apart from the set
     * @param state where the number of the newest approved set is kept
     */
    RequiredApprovals(int needed, Optional<Path> approversDirectory, Path state) {
        this.needed = needed;
        this.approversDirectory = approversDirectory;
        this.state = state;
    }

    int needed() {
        return needed;
    }

    /**
     * Names the keys that lie apart: with others, the same set is another case.
     *
     * @throws RuleSetException if they cannot be read
     */
    String keys() throws RuleSetException {
        return needed == 0 || approversDirectory.isEmpty() ? "" : Digests.ofBytes(keyFiles(approversDirectory.get()));
    }

    /**
     * @param before the set approved last, or null where there is none
     * @return what was approved, or null where nothing need be
     * @throws RuleSetException saying what is missing
     */
    @Nullable
    Manifest check(RuleFiles files, @Nullable RuleFiles before) throws RuleSetException {
        if (needed == 0) {
            return null;
        }
        Map<String, byte[]> keys;
        if (approversDirectory.isPresent()) {
            keys = keyFiles(approversDirectory.get());
        } else {
            // A set does not choose who may approve it; the one before did, when it was approved.
            keys = (before == null ? files : before).files();
        }
        return new Approvals(Keys.approvers(keys), needed).check(files.files(), newest());
    }

    /** Remembers that nothing older may come. */
    void accepted(@Nullable Manifest manifest) throws IOException {
        if (manifest != null) {
            Approvals.Newest newest = Approvals.Newest.of(manifest);
            Files.createDirectories(state);
            Path half = state.resolve(NEWEST + ".half");
            Files.writeString(half, newest.number() + " " + newest.manifest() + "\n");
            Files.move(
                    half, state.resolve(NEWEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Closed when in doubt: what cannot be read is not taken for what never was. */
    private Approvals.@Nullable Newest newest() throws RuleSetException {
        try {
            String[] said = Files.readString(state.resolve(NEWEST)).strip().split(" ", -1);
            return new Approvals.Newest(Long.parseLong(said[0]), said[1]);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw problem(state.resolve(NEWEST).toString(), "does not say which set was approved last");
        }
    }

    private static SortedMap<String, byte[]> keyFiles(Path directory) throws RuleSetException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(directory, "*.pem")) {
            for (Path key : keys) {
                if (files.size() == MOST_KEYS) {
                    throw problem(directory.toString(), "holds more than " + MOST_KEYS + " keys");
                }
                try (InputStream in = Files.newInputStream(key)) {
                    files.put(Keys.FOLDER + "/" + key.getFileName(), in.readNBytes(LARGEST_KEY));
                }
            }
        } catch (IOException e) {
            throw problem(directory.toString(), "the approvers' keys cannot be read: " + e);
        }
        return files;
    }

    private static RuleSetException problem(String file, String reason) {
        return new RuleSetException(new RuleProblem(null, file, 0, reason));
    }
}
