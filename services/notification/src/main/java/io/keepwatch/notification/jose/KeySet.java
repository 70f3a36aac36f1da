package io.keepwatch.notification.jose;

import io.keepwatch.notification.jose.JoseKey.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Keys by id, in the order in which they were written; the first is the one we use ourselves. */
record KeySet(List<JoseKey> keys) {
    KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a key set.
     *
     * @param value a path, or the set itself, which begins with a brace
     * @param variable how the setting is called, for the message
     * @param ours whether every key must have its private part, or none may
     * @throws IllegalStateException saying what is wrong; never a key
     */
    static KeySet read(String value, String variable, boolean ours) {
        List<JoseKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonWebKey key : parse(value.strip(), variable)) {
            JoseKey made;
            try {
                if (!(key instanceof PublicJsonWebKey pair)) {
                    throw new IllegalArgumentException("a symmetric key");
                }
                made = JoseKey.of(pair);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(variable + " holds " + e.getMessage(), e);
            }
            if (made.isPrivate() != ours) {
                throw new IllegalStateException(variable + ": key " + made.id()
                        + (ours ? " has no private part" : " has a private part, which nobody but its owner may have"));
            }
            if (!ids.add(made.purpose() + " " + made.id())) {
                throw new IllegalStateException(variable + " names " + made.id() + " twice");
            }
            keys.add(made);
        }
        return new KeySet(keys);
    }

    private static List<JsonWebKey> parse(String value, String variable) {
        try {
            String json = value.startsWith("{") ? value : Files.readString(Path.of(value));
            return new JsonWebKeySet(json).getJsonWebKeys();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalStateException(variable + " names a file that cannot be read", e);
        } catch (JoseException e) {
            // What jose4j says may quote the keys.
            throw new IllegalStateException(variable + " is no JSON Web Key Set");
        }
    }

    /** The key to seal or sign with, or null. */
    @Nullable
    JoseKey first(Purpose purpose, Instant now) {
        return keys.stream()
                .filter(key -> key.purpose() == purpose && key.isValidAt(now))
                .findFirst()
                .orElse(null);
    }

    /** The keys a message can mean: of that id, or any where it names none. */
    List<JoseKey> meant(Purpose purpose, @Nullable String id, String algorithm, Instant now) {
        return keys.stream()
                .filter(key ->
                        key.purpose() == purpose && (id == null || key.id().equals(id)))
                .filter(key -> key.algorithms().contains(algorithm) && key.isValidAt(now))
                .toList();
    }
}
