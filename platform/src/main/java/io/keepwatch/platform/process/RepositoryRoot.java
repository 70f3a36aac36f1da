package io.keepwatch.platform.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the repository lies on disk: the platform starts what its build left under the modules' {@code target}. */
public final class RepositoryRoot {
    /** System property that names the root where a search upward from the working directory would not find it. */
    public static final String PROPERTY = "keepwatch.root";

    private static final Path MARK = Path.of("platform", "broker", "pom.xml");

    private RepositoryRoot() {}

    /** @throws IllegalStateException if neither the property nor the working directory leads to the repository */
    public static Path find() {
        String named = System.getProperty(PROPERTY);
        Path start = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        for (@Nullable Path place = start; place != null; place = place.getParent()) {
            if (Files.exists(place.resolve(MARK))) {
                return place;
            }
        }
        throw new IllegalStateException("Not inside the Keepwatch repository: " + start + " (set -D" + PROPERTY + ")");
    }
}
