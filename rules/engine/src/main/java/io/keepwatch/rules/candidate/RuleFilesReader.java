package io.keepwatch.rules.candidate;

import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a directory that anybody may have written to. */
final class RuleFilesReader {
    static final int LARGEST_FILE = 4_000_000;
    static final long MOST_BYTES = 64_000_000;
    /** Files and folders; links may lead to the same one more than once. */
    static final int MOST_ENTRIES = 10_000;

    static final int DEEPEST = 6;

    /** The folders a rule set consists of. What else lies in the directory is somebody else's. */
    static final List<String> FOLDERS =
            List.of("approvals", "approvers", "baseline", "catalogue", "exceptions", "lists", "model", "policies");

    /** Where Kubernetes keeps the files of a ConfigMap; the link is swapped when it changes. */
    private static final String CONFIG_MAP = "..data";

    private final Path directory;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private Path root;
    private long bytes;
    private int entries;

    RuleFilesReader(Path directory) {
        this.directory = directory;
        this.root = directory;
    }

    RuleFiles read() throws RuleSetException {
        try {
            Path data = directory.resolve(CONFIG_MAP);
            // Resolved once: a link that is swapped meanwhile does not mix two versions.
            root = (Files.exists(data, LinkOption.NOFOLLOW_LINKS) ? data : directory).toRealPath();
            if (!Files.isDirectory(root)) {
                throw refused(directory.toString(), "is not a directory");
            }
            for (String folder : FOLDERS) {
                if (Files.exists(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
                    take(root.resolve(folder), folder, 1);
                }
            }
            if (Files.exists(root.resolve(RuleFiles.COMMIT), LinkOption.NOFOLLOW_LINKS)) {
                take(root.resolve(RuleFiles.COMMIT), RuleFiles.COMMIT, 1);
            }
            if (files.isEmpty() && !Files.isDirectory(root)) {
                throw refused(directory.toString(), "disappeared while it was read");
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw refused(directory.toString(), Files.isDirectory(root) ? "changed while it was read" : "is missing");
        } catch (IOException e) {
            throw refused(directory.toString(), "cannot be read: " + e);
        }
        return new RuleFiles(files);
    }

    private void take(Path path, String name, int depth) throws IOException, RuleSetException {
        if (++entries > MOST_ENTRIES) {
            throw refused(name, "is one too many: a rule set has at most " + MOST_ENTRIES + " files and folders");
        }
        Path real = Files.isSymbolicLink(path) ? path.toRealPath() : path;
        if (!real.startsWith(root)) {
            throw refused(name, "is a symbolic link out of the rules directory");
        }
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            takeAll(real, name, depth);
        } else if (attributes.isRegularFile()) {
            takeFile(real, name, attributes.size());
        } else {
            throw refused(name, "is neither a file nor a directory");
        }
    }

    private void takeAll(Path folder, String name, int depth) throws IOException, RuleSetException {
        if (depth > DEEPEST) {
            throw refused(name, "lies deeper than " + DEEPEST + " folders");
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String own = String.valueOf(child.getFileName());
                if (isOurs(own)) {
                    take(child, name + "/" + checked(own, name), depth + 1);
                }
            }
        }
    }

    /** Hidden files and what editors leave behind are nobody's rules. */
    private static boolean isOurs(String name) {
        return !name.startsWith(".") && !name.startsWith("#") && !name.endsWith("~");
    }

    private static String checked(String name, String folder) throws RuleSetException {
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            throw refused(folder, "holds a file with a name that cannot be printed");
        }
        return name;
    }

    private void takeFile(Path file, String name, long size) throws IOException, RuleSetException {
        if (size > LARGEST_FILE) {
            throw refused(name, "is larger than " + LARGEST_FILE + " bytes");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            // It may have grown since it was looked at.
            content = in.readNBytes(LARGEST_FILE + 1);
        }
        if (content.length > LARGEST_FILE) {
            throw refused(name, "is larger than " + LARGEST_FILE + " bytes");
        }
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw refused(name, "is too much: a rule set has at most " + MOST_BYTES + " bytes");
        }
        files.put(name, content);
    }

    private static RuleSetException refused(String file, String reason) {
        return new RuleSetException(new RuleProblem(null, file, 0, reason));
    }
}
