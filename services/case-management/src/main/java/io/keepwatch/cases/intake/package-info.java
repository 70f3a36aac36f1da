/** What comes in from Kafka: read, kept, and acknowledged only then; what cannot be read goes to the dead letters. */
@NullMarked
package io.keepwatch.cases.intake;

import org.jspecify.annotations.NullMarked;
