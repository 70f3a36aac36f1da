/** Our own engine: its rules alone, its step with the state on the heap, and its step from bytes to bytes. */
@NullMarked
package io.keepwatch.bench.peers.engine;

import org.jspecify.annotations.NullMarked;
