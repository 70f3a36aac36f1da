package io.keepwatch.contracts;

import org.jspecify.annotations.Nullable;

/**
 * A file sent along with a mail.
 *
 * @param name the file's name, where the gateway reports it
 * @param bytes its size in bytes, 0 where unknown
 */
public record Attachment(@Nullable String name, long bytes) {}
