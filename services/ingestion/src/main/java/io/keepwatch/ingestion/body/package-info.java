/** A request's body as a stream of bounded pieces: unpacked, limited, cut into lines or list elements. */
@NullMarked
package io.keepwatch.ingestion.body;

import org.jspecify.annotations.NullMarked;
