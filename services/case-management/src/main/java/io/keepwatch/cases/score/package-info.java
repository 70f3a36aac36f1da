/** The doors to people's scores: who stands highest, how a score comes about, how it came to be, and what it looks like. */
@NullMarked
package io.keepwatch.cases.score;

import org.jspecify.annotations.NullMarked;
