/** The nine rules in a Flink job: the hand-written ones in a process function behind {@code keyBy}. */
@NullMarked
package io.keepwatch.bench.peers.flink;

import org.jspecify.annotations.NullMarked;
