/** Who looked at whom: an entry in the trail before every look. No entry, no answer. */
@NullMarked
package io.keepwatch.hunting.audit;

import org.jspecify.annotations.NullMarked;
