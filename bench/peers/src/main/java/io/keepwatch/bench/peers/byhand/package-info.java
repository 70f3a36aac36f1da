/** The nine rules and their windows written by hand in Java. */
@NullMarked
package io.keepwatch.bench.peers.byhand;

import org.jspecify.annotations.NullMarked;
