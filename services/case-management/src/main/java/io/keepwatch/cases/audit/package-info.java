/** Who looked at whom: an entry in the transaction of every look. No entry, no answer. */
@NullMarked
package io.keepwatch.cases.audit;

import org.jspecify.annotations.NullMarked;
