package io.keepwatch.notification.jose;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The keys between us and the HR systems: each a file that holds a JSON Web Key Set, or the set itself. */
@ConfigMapping(prefix = "keepwatch.hr-keys")
interface KeyConfig {
    /** Ours, private parts included: {@code use} enc opens what comes in, {@code use} sig signs what goes out. */
    Optional<String> own();

    /** The HR systems', public parts only: {@code use} sig proves what comes in, {@code use} enc closes what goes out. */
    Optional<String> system();
}
