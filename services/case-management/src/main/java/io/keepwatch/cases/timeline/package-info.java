/** Everything of the HR loop about one person, in the order in which it happened. */
@NullMarked
package io.keepwatch.cases.timeline;

import org.jspecify.annotations.NullMarked;
