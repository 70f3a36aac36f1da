/** Full-scale figures and faults: seeded load through the real doors, compared with what the engine says of one file. */
@NullMarked
package io.keepwatch.bench;

import org.jspecify.annotations.NullMarked;
