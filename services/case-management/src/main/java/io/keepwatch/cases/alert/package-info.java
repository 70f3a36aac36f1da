/** Alerts as they are kept and read: merged state by state, listed by keyset pages. */
@NullMarked
package io.keepwatch.cases.alert;

import org.jspecify.annotations.NullMarked;
