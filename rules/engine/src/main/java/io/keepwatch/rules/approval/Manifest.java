package io.keepwatch.rules.approval;

import io.keepwatch.rules.book.Digests;
import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What approvers sign: every file of a rule set by its digest, who wrote the set, and a number that only grows, so that an
 * old set cannot come back under its old signatures. There is one way to write it, and only what is written so is read.
 *
 * @param number of this version of the set
 * @param author who wrote it, by the name approvers go by
 * @param commit the Git commit it was made from, where known
 * @param files SHA-256 in hexadecimal by path
 */
public record Manifest(long number, String author, @Nullable String commit, SortedMap<String, String> files) {
    /** The folder of manifest and signatures; it alone is not listed in the manifest. */
    public static final String FOLDER = "approvals";
    /** The manifest's path in a rule set. */
    public static final String FILE = FOLDER + "/manifest";

    private static final String VERSION = "keepwatch-rules-manifest 1";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern COMMIT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{3,99}");
    private static final Pattern NUMBER = Pattern.compile("number (0|[1-9][0-9]{0,17})");
    private static final Pattern LISTED = Pattern.compile("([0-9a-f]{64})  (.+)");
    private static final String AUTHOR_IS = "author ";
    private static final String COMMIT_IS = "commit ";

    /**
     * @throws IllegalArgumentException if number, author or commit cannot be written
     */
    public Manifest {
        if (number < 0) {
            throw new IllegalArgumentException("the number must not be negative");
        }
        if (!isName(author)) {
            throw new IllegalArgumentException("the author's name must match " + NAME);
        }
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new IllegalArgumentException("the commit must match " + COMMIT);
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** @param set the files of the set by path; what lies in {@value #FOLDER} is not listed */
    public static Manifest of(long number, String author, @Nullable String commit, Map<String, byte[]> set) {
        SortedMap<String, String> files = new TreeMap<>();
        set.forEach((path, content) -> {
            if (isListed(path)) {
                files.put(path, Digests.of(content));
            }
        });
        return new Manifest(number, author, commit, files);
    }

    /**
     * Whether a file stands in a manifest. What says which commit a directory was made from is written after anybody could
     * have signed it.
     */
    static boolean isListed(String path) {
        return !path.startsWith(FOLDER + "/") && !path.equals("COMMIT");
    }

    /** Whether people may go by this name here. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The bytes that are signed. */
    public byte[] write() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        text.append("number ").append(number).append('\n');
        text.append(AUTHOR_IS).append(author).append('\n');
        if (commit != null) {
            text.append(COMMIT_IS).append(commit).append('\n');
        }
        files.forEach(
                (path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws RuleSetException naming the line, if it is not what {@link #write} writes */
    public static Manifest read(byte[] content) throws RuleSetException {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(VERSION)) {
            throw problem(1, "expected " + VERSION);
        }
        Matcher number = NUMBER.matcher(line(lines, 1));
        if (!number.matches()) {
            throw problem(2, "expected number and a whole number");
        }
        String author = line(lines, 2);
        if (!author.startsWith(AUTHOR_IS) || !isName(author.substring(AUTHOR_IS.length()))) {
            throw problem(3, "expected author and a name of small letters, digits, dots and dashes");
        }
        boolean hasCommit = line(lines, 3).startsWith(COMMIT_IS);
        String commit = hasCommit ? lines.get(3).substring(COMMIT_IS.length()) : null;
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw problem(4, "expected commit and the name of a commit");
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = hasCommit ? 4 : 3; i < lines.size(); i++) {
            Matcher file = LISTED.matcher(lines.get(i));
            if (!file.matches()) {
                throw problem(i + 1, "expected a SHA-256, two blanks and a path");
            }
            files.put(file.group(2), file.group(1));
        }
        Manifest manifest =
                new Manifest(Long.parseLong(number.group(1)), author.substring(AUTHOR_IS.length()), commit, files);
        if (!Arrays.equals(manifest.write(), content)) {
            throw problem(
                    0, "is not written in the one way: files sorted by path, each once, a line feed behind each line");
        }
        return manifest;
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    private static RuleSetException problem(int line, String reason) {
        return new RuleSetException(new RuleProblem(null, FILE, line, reason));
    }
}
