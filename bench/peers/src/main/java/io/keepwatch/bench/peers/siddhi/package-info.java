/** The nine rules in Siddhi. */
@NullMarked
package io.keepwatch.bench.peers.siddhi;

import org.jspecify.annotations.NullMarked;
