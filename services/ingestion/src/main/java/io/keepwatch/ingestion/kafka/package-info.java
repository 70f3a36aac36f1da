/** How this service reads topics outside any consumer group, and what it does with what it cannot read. */
@NullMarked
package io.keepwatch.ingestion.kafka;

import org.jspecify.annotations.NullMarked;
