/** Habits: what is usual for a person and for people like them, and how unusual something is. */
@NullMarked
package io.keepwatch.rules.habit;

import org.jspecify.annotations.NullMarked;
