/** Whose an activity is: from accounts, badges, hosts and addresses to the person, or to a name until one claims it. */
@NullMarked
package io.keepwatch.ingestion.resolution;

import org.jspecify.annotations.NullMarked;
