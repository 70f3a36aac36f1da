/** The life of the topology in a process: settings, start, replacement of what failed, close. */
@NullMarked
package io.keepwatch.evaluator.running;

import org.jspecify.annotations.NullMarked;
