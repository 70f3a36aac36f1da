/** Judging and the engine step measured side by side with other engines, in processes of their own, alerts compared. */
@NullMarked
package io.keepwatch.bench.peers;

import org.jspecify.annotations.NullMarked;
