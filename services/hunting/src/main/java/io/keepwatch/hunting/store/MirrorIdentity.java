package io.keepwatch.hunting.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose mirror a directory is, in a file of it.
 *
 * @param holder this directory's own name towards the bucket, so that a process that died is known again
 * @param store which store it mirrors; null before it has seen one
 */
record MirrorIdentity(String holder, @Nullable String store) {
    private static final String FILE = ".mirror";

    static boolean isIn(Path root) {
        return Files.exists(root.resolve(FILE));
    }

    /** A directory's, or a new one. */
    static MirrorIdentity of(Path root) throws IOException {
        if (!isIn(root)) {
            return new MirrorIdentity(UUID.randomUUID().toString(), null);
        }
        List<String> lines = Files.readAllLines(root.resolve(FILE), StandardCharsets.UTF_8);
        if (lines.isEmpty() || lines.size() > 2) {
            throw new IOException(root.resolve(FILE) + " is damaged");
        }
        return new MirrorIdentity(lines.getFirst(), lines.size() == 2 ? lines.getLast() : null);
    }

    /** Which store it is known to mirror, from now on. */
    void save(LocalFiles mirror) throws IOException {
        String content = store == null ? holder : holder + "\n" + store;
        mirror.write(FILE, content.getBytes(StandardCharsets.UTF_8));
    }
}
