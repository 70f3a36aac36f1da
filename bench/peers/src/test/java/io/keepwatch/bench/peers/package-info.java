@NullMarked
package io.keepwatch.bench.peers;

import org.jspecify.annotations.NullMarked;
