/** The formats activities may arrive in: a decoder turns a feed's own lines into activities that nobody owns yet. */
@NullMarked
package io.keepwatch.ingestion.format;

import org.jspecify.annotations.NullMarked;
