/** The life of the service: the store, its writer and its upkeep begin and end here. */
@NullMarked
package io.keepwatch.hunting.running;

import org.jspecify.annotations.NullMarked;
