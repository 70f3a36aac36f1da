package io.keepwatch.rules.candidate;

import io.keepwatch.rules.book.Digests;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a rules directory as they lay there at one moment. Nothing of them is understood yet. Whoever judges works
 * on such a copy, so that nothing changes underneath.
 */
public final class RuleFiles {
    /** The file that names the Git commit the directory was made from; an export may write it. */
    public static final String COMMIT = "COMMIT";

    private static final Pattern COMMIT_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{3,99}");

    private final SortedMap<String, byte[]> files;
    private final String digest;

    RuleFiles(SortedMap<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.digest = Digests.ofBytes(files);
    }

    /**
     * Reads what belongs to a rule set, and nothing else of the directory. A directory in which Kubernetes keeps a
     * ConfigMap is read behind its one symbolic link, so that all files are of one version.
     *
     * @throws RuleSetException naming the file, if the directory is missing or disappears, or holds what is no rule set's:
     *     links that lead out, anything but files and directories, too many of them, or too large ones
     */
    public static RuleFiles read(Path directory) throws RuleSetException {
        return new RuleFilesReader(directory).read();
    }

    /** By their paths below the directory, with slashes. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** Names the content; two directories with one digest hold the same files. */
    public String digest() {
        return digest;
    }

    /**
     * What the file {@value #COMMIT} says, or null where there is none.
     *
     * @throws RuleSetException if it holds anything but the name of a commit
     */
    public @Nullable String commit() throws RuleSetException {
        byte[] content = files.get(COMMIT);
        if (content == null) {
            return null;
        }
        String commit = new String(content, StandardCharsets.UTF_8).strip();
        if (!COMMIT_ID.matcher(commit).matches()) {
            throw new RuleSetException(new RuleProblem(null, COMMIT, 1, "is not the name of a commit"));
        }
        return commit;
    }

    /** Lays the files out in a directory that does not exist yet. */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(target, file.getValue());
        }
    }
}
