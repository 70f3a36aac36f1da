/** Scenes written as data, played through the engine, and what must come of them: cases of rules and ordinary days. */
@NullMarked
package io.keepwatch.rules.proof;

import org.jspecify.annotations.NullMarked;
