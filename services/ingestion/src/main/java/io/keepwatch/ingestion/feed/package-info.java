/** The feeds that bring activity, and whether one of them has fallen silent. */
@NullMarked
package io.keepwatch.ingestion.feed;

import org.jspecify.annotations.NullMarked;
