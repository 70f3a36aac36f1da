/**
 * Three weeks in the life of a small invented company, told through the public doors: who works there, what everybody did,
 * and what must come out. {@link io.keepwatch.story.Demo} plays it to a running platform.
 */
@NullMarked
package io.keepwatch.story;

import org.jspecify.annotations.NullMarked;
