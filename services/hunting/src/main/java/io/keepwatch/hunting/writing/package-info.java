/** The way of activities from Kafka into the store. */
@NullMarked
package io.keepwatch.hunting.writing;

import org.jspecify.annotations.NullMarked;
