/** Who is who: the people, their accounts and hosts, kept in memory and in a compacted topic. */
@NullMarked
package io.keepwatch.ingestion.identity;

import org.jspecify.annotations.NullMarked;
