/** What people did, fetched from a running platform's hunting service, for whoever wants to judge it again. */
@NullMarked
package io.keepwatch.platform.history;

import org.jspecify.annotations.NullMarked;
